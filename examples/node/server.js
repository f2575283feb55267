import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { toFetchHandler } from 'jco/serve';

import { instantiate } from './app/handler.js';

const handler = toFetchHandler(instantiate);

createServer(async (request, response) => {
  const answer = await handler(requestOf(request));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  // A body that breaks off, or a client that goes, ends the other.
  if (answer.body === null) response.end();
  else await pipeline(Readable.fromWeb(answer.body), response).catch(() => {});
}).listen(8080, '127.0.0.1');

function requestOf(request) {
  const { method, url, headers, rawHeaders } = request;
  const fields = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) fields.append(rawHeaders[index], rawHeaders[index + 1]);
  const body = method === 'GET' || method === 'HEAD' ? undefined : Readable.toWeb(request);
  return new Request(new URL(url, `http://${headers.host}`), { method, headers: fields, body, duplex: 'half' });
}
