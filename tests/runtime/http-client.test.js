// wasi:http's client, by a guest in Rust, against servers of node:http and node:net: what they got and what the guest
// printed. wasmtime 49 prints the same but for bodies that break off (it has no http-error-code for them), certificates
// (a protocol error), 101 (a status like any) and the limit of a head's size.

import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { after, before, test } from 'node:test';

import { certificate } from './certificate.js';
import { fullServer } from './full-server.js';
import { runInShim, transpileGuest } from './guest.js';

/** @type {string} */
let client;
/** @type {http.Server} */
let server;
/** @type {string} */
let url;
/** @type {Seen[]} */
let seen = [];

/** @typedef {{ method?: string, url?: string, headers: string[], body: Buffer, trailers: string[], isWhole: boolean }} Seen */

before(async () => {
  client = await transpileGuest('http-client', { instantiation: 'async' });
  server = http.createServer(respond);
  url = await listen(server);
});

after(() => close(server));

/**
 * @param {net.Server} server
 * @param {string} [host]
 */
async function listen(server, host = '127.0.0.1') {
  await new Promise((resolve) => server.listen(0, host, () => resolve(undefined)));
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** @param {net.Server} server */
async function close(server) {
  /** @type {any} */ (server).closeAllConnections?.();
  await new Promise((resolve) => server.close(resolve));
}

/**
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
function respond(request, response) {
  /** @type {Buffer[]} */
  const body = [];
  const { method, url = '', rawHeaders: headers } = request;
  const note = (/** @type {boolean} */ isWhole) =>
    seen.push({ method, url, headers, body: Buffer.concat(body), trailers: request.rawTrailers, isWhole });
  request.on('error', () => note(false));
  request.on('data', (bytes) => body.push(bytes));
  request.on('end', () => {
    note(true);
    const answer = answers[url.replace(/^\/(\w*).*/, '$1')];
    if (answer) answer(response, Buffer.concat(body));
    else response.end(Buffer.concat(body));
  });
}

/** @type {Record<string, (response: http.ServerResponse, body: Buffer) => void>} */
const answers = {
  fields: (response) => void response.writeHead(201, ['X-A', '1', 'Set-Cookie', 'a', 'x-a', '2', 'set-cookie', 'b']).end('ok'),
  trailers(response) {
    response.writeHead(200, { trailer: 'x-sum, x-end' });
    response.write('hello');
    response.addTrailers([['X-Sum', '5'], ['x-end', 'yes']]);
    response.end();
  },
  silent() {},
  stall: (response) => void response.write('abc'),
  abort: (response) => void response.write('abc', () => response.destroy()),
  short: (response) => void response.writeHead(200, { 'content-length': '10' }).write('abc', () => response.destroy()),
  hints: (response) => response.writeEarlyHints({ link: '</a>; rel=preload' }, () => response.end('after hints')),
  upgrade: (response) => void response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
  garbage: (response) => void response.socket?.end('SSH-2.0-nonsense\r\n\r\n'),
  bomb: (response) => void response.writeHead(200, { 'x-bomb': 'b'.repeat(100_000) }).end(),
  large: (response) => void response.end(Buffer.alloc(5_000_000, 'abcdefghijklmnopqrstuvwxyz')),
  close: (response) => void response.writeHead(200, { connection: 'close' }).end('closing'),
  status: (response) => void response.writeHead(204).end(),
};

/**
 * What the guest prints, and how it ends, if not well.
 *
 * @param {string[]} args
 * @param {{ configuration?: object, stdin?: string | Uint8Array }} [how]
 */
async function lines(args, { configuration = { network: true }, stdin } = {}) {
  seen = [];
  const { stdout, stderr } = await runInShim(client, args, { ...configuration }, stdin);
  assert.equal(stderr, '');
  return stdout.toString().split('\n').slice(0, -1);
}

test('GET: a request without a body, and all of the response', async () => {
  assert.deepEqual(await lines(['--header', 'X-Q:caf\u00e9', 'GET', `${url}/fields?a=b`]), [
    'status 201',
    'header x-a: 1',
    'header set-cookie: a',
    'header x-a: 2',
    'header set-cookie: b',
    'body "ok"',
  ]);
  const [{ method, url: path, headers, body }] = seen;
  assert.deepEqual({ method, path, length: body.length }, { method: 'GET', path: '/fields?a=b', length: 0 });
  const host = url.replace('http://', '');
  assert.deepEqual(headers, ['Host', host, 'X-Q', Buffer.from('caf\u00e9').toString('latin1'), 'Connection', 'keep-alive']);
});

test('every method arrives as it is', async () => {
  for (const method of ['HEAD', 'DELETE', 'OPTIONS', 'PATCH', 'PUT', 'PROPFIND']) {
    assert.equal((await lines([method, `${url}/`]))[0], 'status 200');
    assert.equal(seen[0].method, method);
    assert.equal(seen[0].body.length, 0);
  }
});

test('POST: text that is flushed goes in chunks as it comes', async () => {
  const args = ['--header', 'content-type:text/plain', '--body', 'hello', 'POST', `${url}/`];
  assert.deepEqual((await lines(args)).at(-1), 'body "hello"');
  assert.equal(seen[0].body.toString(), 'hello');
  assert.deepEqual(seen[0].headers.slice(2, 6), ['content-type', 'text/plain', 'Transfer-Encoding', 'chunked']);
});

test('a body of content-length has that length on the wire', async () => {
  await lines(['--header', 'content-length:5', '--body', '12345', 'POST', `${url}/`]);
  assert.equal(seen[0].body.toString(), '12345');
  assert.deepEqual(seen[0].headers.slice(2, 4), ['content-length', '5']);
});

test('a body is as long as content-length says, or the request fails', async () => {
  // wasmtime finds this out when it has sent too little.
  const short = await lines(['--header', 'content-length:5', '--body', '123', 'POST', `${url}/`]);
  assert.deepEqual(short, ['finish ErrorCode::HttpRequestBodySize(Some(3))']);
  const long = await lines(['--header', 'content-length:5', '--body', '1234567', 'POST', `${url}/`]);
  assert.deepEqual(long, ['write failed Some(ErrorCode::HttpRequestBodySize(Some(7)))']);
});

test('a body that is dropped before its end does not arrive as whole', async () => {
  const args = ['--header', 'content-length:500', '--body', 'hello', '--unfinished', 'POST', `${url}/`];
  assert.deepEqual(await lines(args), ['failed ErrorCode::HttpProtocolError']);
  assert.equal(seen.some(({ isWhole }) => isWhole), false);
});

test('bodies of megabytes go both ways', async () => {
  const bytes = Buffer.alloc(3_000_000, 'zyxwvutsrqponmlkjihgfedcba0123');
  assert.deepEqual((await lines(['--stdin', '--summary', 'POST', `${url}/count`], { stdin: bytes }))[0], 'status 200');
  assert.ok(seen[0].body.equals(bytes));
  await lines(['--fill', '2000000', 'POST', `${url}/`]);
  assert.ok(seen[0].body.equals(Buffer.alloc(2_000_000, 'abcdefghijklmnopqrstuvwxyz')));
  await lines(['--zeroes', '300000', 'POST', `${url}/`]);
  assert.ok(seen[0].body.equals(Buffer.alloc(300_000)));
  const sum = Buffer.alloc(5_000_000, 'abcdefghijklmnopqrstuvwxyz').reduce((sum, byte) => sum + byte, 0);
  assert.deepEqual((await lines(['--summary', 'GET', `${url}/large`])).at(-1), `body of 5000000 bytes, sum ${sum}`);
});

test('trailers go and come', async () => {
  const args = ['--body', 'x', '--trailer', 'X-One:1', '--trailer', 'x-two:2', 'POST', `${url}/trailers`];
  assert.deepEqual(await lines(args), [
    'status 200',
    'header trailer: x-sum, x-end',
    'body "hello"',
    'trailer x-sum: 5',
    'trailer x-end: yes',
  ]);
  assert.deepEqual(seen[0].trailers, ['X-One', '1', 'x-two', '2']);
});

test('a response is passed on as the body of another request', async () => {
  const printed = await lines(['--forward', `${url}/`, 'GET', `${url}/large`]);
  assert.equal(printed.filter((line) => line === 'status 200').length, 2);
  assert.ok(seen[1].body.equals(Buffer.alloc(5_000_000, 'abcdefghijklmnopqrstuvwxyz')));
});

test('informational responses are passed over', async () => {
  assert.deepEqual((await lines(['GET', `${url}/hints`])).at(-1), 'body "after hints"');
});

test('a request in a row uses the connection of the one before', async () => {
  let connections = 0;
  const count = () => void connections++;
  server.on('connection', count);
  await lines(['--times', '50', 'GET', `${url}/fields`]);
  assert.equal(seen.length, 50);
  assert.equal(connections, 1);
  connections = 0;
  await lines(['--times', '3', 'GET', `${url}/close`]);
  assert.equal(connections, 3);
  server.off('connection', count);
});

test('a body that is not read to its end frees its connection', async () => {
  const closed = new Promise((resolve) => server.once('connection', (socket) => socket.once('close', resolve)));
  assert.deepEqual((await lines(['--read', '10', 'GET', `${url}/large`])).at(-1), 'body "abcdefghij"');
  await closed;
  assert.deepEqual((await lines(['--no-read', '--times', '20', 'GET', `${url}/large`])).length, 20 * 3 - 20);
});

test('time runs out: for the first byte, and between bytes', async () => {
  const first = ['--first-byte-timeout', '100', 'GET', `${url}/silent`];
  assert.deepEqual(await lines(first), ['failed ErrorCode::ConnectionReadTimeout']);
  const between = await lines(['--between-bytes-timeout', '100', 'GET', `${url}/stall`]);
  assert.deepEqual(between.at(-1), 'after 3 bytes read failed Some(ErrorCode::ConnectionReadTimeout)');
  assert.equal((await lines(['--between-bytes-timeout', '5000', '--first-byte-timeout', '5000', 'GET', `${url}/`]))[0], 'status 200');
});

test('a response that ends too early is an error of its body', async () => {
  const incomplete = 'after 3 bytes read failed Some(ErrorCode::HttpResponseIncomplete)';
  assert.equal((await lines(['GET', `${url}/abort`])).at(-1), incomplete);
  assert.equal((await lines(['GET', `${url}/short`])).at(-1), incomplete);
});

test('what is no HTTP is a protocol error', async () => {
  assert.deepEqual(await lines(['GET', `${url}/garbage`]), ['failed ErrorCode::HttpProtocolError']);
  assert.deepEqual(await lines(['GET', `${url}/bomb`]), ['failed ErrorCode::HttpResponseHeaderSectionSize(None)']);
  assert.deepEqual(await lines(['GET', `${url}/upgrade`]), ['failed ErrorCode::HttpUpgradeFailed']);
});

test('nobody listens, nobody has the name', async () => {
  const gone = net.createServer();
  const free = await listen(gone);
  await close(gone);
  assert.deepEqual(await lines(['GET', `${free}/`]), ['failed ErrorCode::ConnectionRefused']);
  const [unknown] = await lines(['GET', `http://${'a'.repeat(64)}.invalid/`]);
  assert.match(unknown, /^failed ErrorCode::DnsError\(DnsErrorPayload \{ rcode: Some\("E\w+"\), info-code: None \}\)$/);
});

test('what cannot be sent is refused', async () => {
  assert.deepEqual(await lines(['--scheme', 'ftp', 'GET', `${url}/`]), ['refused ErrorCode::HttpProtocolError']);
  assert.deepEqual(await lines(['--no-path', 'GET', `${url}/`]), ['refused ErrorCode::HttpProtocolError']);
  assert.deepEqual(await lines(['GET', 'http:///']), ['refused ErrorCode::HttpRequestUriInvalid']);
  assert.deepEqual(await lines(['--header', 'connection:close', 'GET', `${url}/`]), ['fields HeaderError::Forbidden']);
  assert.deepEqual(seen, []);
});

test('without permission there is no request', async () => {
  const denied = ['refused ErrorCode::HttpRequestDenied'];
  assert.deepEqual(await lines(['GET', `${url}/`], { configuration: {} }), denied);
  const host = url.replace('http://', '');
  for (const connect of [[], ['127.0.0.1:1'], ['localhost'], ['10.0.0.0/8']]) {
    assert.deepEqual(await lines(['GET', `${url}/`], { configuration: { network: { connect } } }), denied, String(connect));
  }
  assert.deepEqual(seen, []);
  for (const connect of [[host], ['127.0.0.0/8'], ['*']]) {
    assert.equal((await lines(['GET', `${url}/`], { configuration: { network: { connect } } }))[0], 'status 200', String(connect));
  }
});

test('an IPv6 authority', async () => {
  const other = http.createServer((request, response) => response.end(request.headers.host));
  const address = await listen(other, '::1');
  assert.deepEqual((await lines(['GET', `${address}/`])).at(-1), `body "${address.replace('http://', '')}"`);
  await close(other);
});

test('TLS: a certificate is trusted if the configuration says so', async () => {
  const secure = https.createServer(certificate, (request, response) => response.end('secret'));
  const address = (await listen(secure)).replace('http:', 'https:');
  const configuration = { network: true, http: { ca: certificate.cert } };
  assert.deepEqual((await lines(['GET', `${address}/`], { configuration })).at(-1), 'body "secret"');
  assert.deepEqual(await lines(['GET', `${address}/`]), ['failed ErrorCode::TlsCertificateError']);
  assert.deepEqual(await lines(['GET', `${url.replace('http:', 'https:')}/`]), ['failed ErrorCode::TlsProtocolError']);
  await close(secure);
});

test('a handshake that the server breaks off has the number of the alert', async () => {
  const demanding = https.createServer({ ...certificate, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: true, ciphers: 'PSK' });
  const address = (await listen(demanding)).replace('http:', 'https:');
  const [line] = await lines(['GET', `${address}/`]);
  assert.match(line, /^failed ErrorCode::TlsAlertReceived\(.*alert-id: Some\(40\), alert-message: Some\("handshake failure"\)/);
  await close(demanding);
});

test('a connection that the server has closed meanwhile is not the request\'s fault', async () => {
  let answered = 0;
  // Closes each connection when the second request on it comes, as a server does whose patience has just ended.
  const impatient = net.createServer((socket) => {
    let requests = 0;
    socket.on('error', () => {});
    socket.on('data', () => {
      if (requests++ > 0) return socket.resetAndDestroy();
      answered++;
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
  });
  const address = await listen(impatient);
  const printed = await lines(['--times', '4', 'GET', `${address}/`]);
  assert.equal(printed.filter((line) => line === 'body "ok"').length, 4);
  assert.equal(answered, 4);
  await close(impatient);
});

test('time runs out while connecting', { skip: process.platform !== 'linux' && 'needs a full queue of connections' }, async () => {
  const { address, end } = await fullServer();
  assert.deepEqual(await lines(['--connect-timeout', '200', 'GET', `${address}/`]), ['failed ErrorCode::ConnectionTimeout']);
  end();
});
