// What tests/guests/http-handler answers for the benchmarks, by node:http alone.

import { createServer } from 'node:http';

const large = Buffer.alloc(65_536, 'x');

const server = createServer((request, response) => {
  if (request.url === '/echo') {
    response.writeHead(200);
    request.pipe(response);
  } else if (request.url === '/bytes/65536') {
    response.writeHead(200, { 'content-length': large.length });
    response.end(large);
  } else {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 12 });
    response.end('Hello, WASI!');
  }
});
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.error(`http://127.0.0.1:${port}/`);
});
