// The other side of bench/http.js, in a process of its own: `/N` answers with N bytes.

import { createServer } from 'node:http';

const bodies = new Map();

const server = createServer((request, response) => {
  const length = Number(request.url?.slice(1));
  const body = bodies.get(length) ?? Buffer.alloc(length, 'x');
  bodies.set(length, body);
  request.resume();
  request.on('end', () => response.end(body));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
