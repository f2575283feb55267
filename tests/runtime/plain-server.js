// A server in a process of its own, for guests that keep this one's thread busy: tells its port, and answers everything.

import { createServer } from 'node:http';

const server = createServer((request, response) => {
  if (request.url === '/large') response.end(Buffer.alloc(1_000_000, 'l'));
  else response.writeHead(203).end(`answer to ${request.url}`);
});
server.listen(0, '127.0.0.1', () => process.send?.(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
