// A guest that handles requests, in Rust, behind a server of node:http: what a client gets.

import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, beforeEach, test } from 'node:test';

import { WASIShim } from '@jco/preview2-shim/instantiation';
import { guestBytes, instantiable } from './guest.js';
import { handlerServer } from './handler-server.js';

/** @type {http.Server} */
let server;
/** @type {number} */
let port;
/** @type {unknown[]} */
let traps = [];
/** @type {string[]} */
let errors = [];

before(async () => {
  const instantiate = await instantiable(guestBytes('http-handler'), { instantiation: 'async' });
  const stderr = (/** @type {Uint8Array} */ bytes) => void errors.push(Buffer.from(bytes).toString());
  const shim = () => new WASIShim({ network: { connect: ['127.0.0.1'] }, stderr }).getImportObject();
  server = handlerServer(() => instantiate(shim()), (thrown) => traps.push(thrown));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
});

beforeEach(() => {
  traps = [];
  errors = [];
});

after(() => server.close());

/**
 * @param {string} path
 * @param {{ method?: string, headers?: http.OutgoingHttpHeaders, body?: string | Buffer, trailers?: [string, string][] }} [request]
 */
async function call(path, { method = 'GET', headers = {}, body, trailers } = {}) {
  const request = http.request({ host: '127.0.0.1', port, path, method, headers, agent: false });
  if (trailers) request.addTrailers(trailers);
  request.end(body);
  const [response] = await once(request, 'response');
  /** @type {Buffer[]} */
  const received = [];
  try {
    for await (const bytes of response) received.push(bytes);
  } catch (error) {
    assert.equal(/** @type {any} */ (error).code, 'ECONNRESET');
  }
  const { statusCode: status, headers: fields, rawHeaders, rawTrailers, complete } = response;
  return { status, headers: fields, rawHeaders, trailers: rawTrailers, body: Buffer.concat(received), isWhole: complete };
}

test('a response has its status, headers and body', async () => {
  const { status, headers, body } = await call('/hello');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/plain');
  assert.equal(headers['content-length'], '12');
  assert.equal(body.toString(), 'Hello, WASI!');
});

test('the handler sees the head as it was sent, without what belongs to the connection', async () => {
  const { body } = await call('/head?q=1', { method: 'PATCH', headers: { 'X-Two': ['a', 'b'], connection: 'close' } });
  assert.deepEqual(body.toString().split('\n'), [
    'method Method::Patch',
    'path Some("/head?q=1")',
    'scheme Some(Scheme::Http)',
    `authority Some("127.0.0.1:${port}")`,
    'X-Two: a',
    'X-Two: b',
    'Content-Length: 0',
  ]);
});

test('a body is echoed with its trailers', async () => {
  const sent = Buffer.alloc(1_000_000, 'echo and again ');
  const headers = { 'transfer-encoding': 'chunked', 'x-kept': 'yes' };
  const echoed = await call('/echo', { method: 'POST', headers, body: sent, trailers: [['X-Sum', '42']] });
  assert.ok(echoed.body.equals(sent));
  assert.deepEqual(echoed.trailers, ['X-Sum', '42']);
  assert.equal(echoed.headers['x-kept'], 'yes');
  assert.equal((await call('/length', { method: 'POST', body: sent })).body.toString(), '1000000');
});

test('bodies and statuses as the handler makes them', async () => {
  assert.ok((await call('/bytes/200000')).body.equals(Buffer.alloc(200_000, 'x')));
  assert.equal((await call('/bytes/0')).body.length, 0);
  for (const status of [204, 301, 404, 599]) assert.equal((await call(`/status/${status}`)).status, status);
  assert.equal((await call('/nowhere')).status, 404);
  assert.equal((await call('/slow/3/5')).body.toString(), 'piece 0\npiece 1\npiece 2\n');
  assert.equal((await call('/sleep/20')).body.toString(), 'slept');
});

test('repeated fields stay as they are, and bytes are not text', async () => {
  const { rawHeaders } = await call('/fields');
  const own = rawHeaders.slice(0, 8);
  assert.deepEqual(own, ['Set-Cookie', 'a=1', 'X-Other', 'between', 'set-cookie', 'b=2', 'x-latin', 'caf\u00e9']);
});

test('trailers of a response', async () => {
  const { body, trailers } = await call('/trailers');
  assert.equal(body.toString(), 'body with trailers');
  assert.deepEqual(trailers, ['x-sum', '18', 'X-End', 'yes']);
});

test('an instance for each request', async () => {
  for (let turn = 0; turn < 3; turn++) assert.equal((await call('/count')).body.toString(), '1');
});

test('a handler works on after its response', async () => {
  assert.equal((await call('/early')).body.toString(), 'early');
  assert.equal(errors.join(''), 'after the response\n');
});

test('a handler makes a request of its own', async () => {
  const plain = fork(new URL('./plain-server.js', import.meta.url));
  const [other] = await once(plain, 'message');
  const fetched = await call(`/fetch?http://127.0.0.1:${other}/some/path`);
  assert.equal(fetched.status, 203);
  assert.equal(fetched.body.toString(), 'answer to /some/path');
  assert.equal((await call(`/fetch?http://127.0.0.1:${other}/large`)).body.length, 1_000_000);
  plain.kill();
  assert.equal((await call('/fetch?http://localhost:80/')).body.toString(), 'refused ErrorCode::HttpRequestDenied');
});

test('a response that is not as long as it says does not look whole', async () => {
  assert.equal((await call('/short/100')).isWhole, false);
  assert.equal((await call('/unfinished')).isWhole, false);
  assert.deepEqual(traps, []);
});

test('no response, an error in place of one, and traps', async () => {
  assert.equal((await call('/none')).status, 500);
  const { status, headers } = await call('/error');
  assert.deepEqual([status, headers['x-error']], [504, 'HTTP-response-timeout']);
  assert.deepEqual(traps, []);
  assert.equal((await call('/trap')).status, 500);
  assert.equal((await call('/trap-after')).isWhole, false);
  assert.equal(traps.length, 2);
  for (const trap of traps) assert.ok(trap instanceof WebAssembly.RuntimeError);
  assert.equal((await call('/hello')).status, 200);
});
