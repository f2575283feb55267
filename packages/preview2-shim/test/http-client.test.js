// wasi:http's client against servers on a loop of their own: what is on the wire, who waits for whom, what breaks.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { monotonicClock } from '../lib/clocks/index.js';
import { poll } from '../lib/io/index.js';
import { createHttp } from '../lib/http/index.js';
import { open } from '../lib/platform/node/channels.js';
import { drop, ready } from './network.js';
import { bytes, text, thrown } from './payload.js';
import { startPeer } from './peer.js';

const { types, outgoingHandler } = createHttp({ network: { connect: ['127.0.0.1', 'localhost'] } });
const { Fields, IncomingBody, OutgoingBody, OutgoingRequest, RequestOptions } = types;

/** Starts a request: its future, and its body. */
function send(port, { path = '/', method = 'get', headers = [], authority = `127.0.0.1:${port}`, timeouts = {} } = {}) {
  const request = new OutgoingRequest(Fields.fromList(headers.map(([name, value]) => [name, bytes(value)])));
  request.setMethod({ tag: method });
  request.setScheme({ tag: 'HTTP' });
  request.setAuthority(authority);
  request.setPathWithQuery(path);
  const body = request.body();
  const options = new RequestOptions();
  if (timeouts.betweenBytes) options.setBetweenBytesTimeout(timeouts.betweenBytes);
  return { future: outgoingHandler.handle(request, options), body };
}

/** Starts a request without a body. */
function get(port, request) {
  const { future, body } = send(port, request);
  OutgoingBody.finish(body, undefined);
  return future;
}

/** The outcome of a future: ok with a response, or err with a code. */
function outcome(future) {
  ready(future.subscribe());
  const { val } = future.get();
  future[Symbol.dispose]();
  return val;
}

function response(future) {
  const { tag, val } = outcome(future);
  assert.equal(tag, 'ok', JSON.stringify(val));
  return val;
}

/** All of a stream, however often that has to be waited for. */
function readAll(stream) {
  let all = '';
  for (;;) {
    ready(stream.subscribe());
    try {
      all += text(stream.read(65536n));
    } catch (error) {
      if (error.tag === 'closed') return all;
      throw error;
    }
  }
}

/** The text of a response, whose parts are dropped. */
function bodyOf(response) {
  const body = response.consume();
  const stream = body.stream();
  const all = readAll(stream);
  drop(stream, body, response);
  return all;
}

/** A server of node:http, whose `answer(request, response)` is given. */
const httpServer = (context, answer) => startPeer(context, `
  const server = require('node:http').createServer((request, response) => { ${answer} });
  server.listen(0, '127.0.0.1', () => tell(server.address().port));`);

/** A server of node:net that tells each request's bytes up to a pattern, and answers with others. */
const rawServer = (context, until, answer) => startPeer(context, `
  const server = net.createServer((socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      if (!${until}.test(text)) return;
      tell(text);
      text = '';
      socket.write(${JSON.stringify(answer)});
    });
  });
  server.listen(0, '127.0.0.1', () => tell(server.address().port));`);

test('what is on the wire', (context) => {
  const peer = rawServer(context, /\r\n\r\n(hi|.*0\r\n.*\r\n\r\n)$/s, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  const port = peer.hear();

  const whole = send(port, { method: 'post', path: '/a?b=c', headers: [['X-One', '1'], ['x-one', '2']] });
  const stream = whole.body.write();
  stream.checkWrite();
  stream.write(bytes('hi'));
  drop(stream);
  OutgoingBody.finish(whole.body, undefined);
  const fields = `Host: 127.0.0.1:${port}\r\nX-One: 1\r\nx-one: 2\r\n`;
  assert.equal(peer.hear(), `POST /a?b=c HTTP/1.1\r\n${fields}Content-Length: 2\r\nConnection: keep-alive\r\n\r\nhi`);
  assert.equal(bodyOf(response(whole.future)), 'ok');

  const chunked = send(port, { method: 'put', path: '/\u00e9' });
  const pieces = chunked.body.write();
  pieces.blockingWriteAndFlush(bytes('one'));
  drop(pieces);
  OutgoingBody.finish(chunked.body, Fields.fromList([['x-end', bytes('yes')]]));
  assert.equal(
    peer.hear(),
    `PUT /\u00c3\u00a9 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n` +
      '3\r\none\r\n0\r\nx-end: yes\r\n\r\n',
  );
  assert.equal(bodyOf(response(chunked.future)), 'ok');
});

test('a field that announces trailers makes chunks; with content-length there is no request to send', (context) => {
  const peer = httpServer(context, 'response.end(JSON.stringify(request.headers)); request.resume();');
  const port = peer.hear();
  const { trailer, 'transfer-encoding': coding } = JSON.parse(bodyOf(response(get(port, { headers: [['Trailer', 'x-a']] }))));
  assert.deepEqual([trailer, coding], ['x-a', 'chunked']);
  const { future, body } = send(port, { method: 'post', headers: [['trailer', 'x-a'], ['content-length', '1']] });
  const stream = body.write();
  stream.checkWrite();
  stream.write(bytes('x'));
  drop(stream);
  OutgoingBody.finish(body, undefined);
  assert.deepEqual(outcome(future), { tag: 'err', val: { tag: 'HTTP-protocol-error' } });
  assert.equal(response(get(port)).status(), 200);
});

test('a response that is dropped ends the request that it answers', (context) => {
  const peer = httpServer(context, `
    request.socket.on('close', () => tell('closed'));
    response.writeHead(413).end();`);
  const { future, body } = send(peer.hear(), { method: 'post' });
  const stream = body.write();
  stream.blockingWriteAndFlush(bytes('x'));
  drop(response(future));
  const failure = thrown(() => {
    for (;;) stream.blockingWriteAndFlush(new Uint8Array(4096));
  });
  assert.deepEqual(types.httpErrorCode(failure.val), { tag: 'connection-terminated' });
  drop(stream);
  OutgoingBody.finish(body, undefined);
  assert.equal(peer.hear(), 'closed');
});

test('the head comes before the body, and a poll waits for whichever is first', (context) => {
  const peer = httpServer(context, `
    response.writeHead(200, { 'x-head': 'here' });
    response.flushHeaders();
    commands.go = (text) => response.end(text);`);
  const got = response(get(peer.hear()));
  const headers = got.headers();
  assert.equal(text(headers.get('x-head')[0]), 'here');
  drop(headers);
  const body = got.consume();
  const stream = body.stream();
  assert.equal(stream.read(10n).length, 0);
  assert.deepEqual([...poll.poll([stream.subscribe(), monotonicClock.subscribeDuration(1_000_000n)])], [1]);
  peer.command('go', 'and the body');
  assert.equal(readAll(stream), 'and the body');
  drop(stream, body, got);
});

test('both bodies move at once', (context) => {
  const peer = httpServer(context, 'response.flushHeaders(); request.pipe(response);');
  const { future, body } = send(peer.hear(), { method: 'post' });
  const output = body.write();
  output.blockingWriteAndFlush(bytes('ping 0'));
  const got = response(future);
  const incoming = got.consume();
  const input = incoming.stream();
  assert.equal(text(input.blockingRead(100n)), 'ping 0');
  for (let turn = 1; turn < 50; turn++) {
    output.blockingWriteAndFlush(bytes(`ping ${turn}`));
    assert.equal(text(input.blockingRead(100n)), `ping ${turn}`);
  }
  drop(output);
  OutgoingBody.finish(body, undefined);
  assert.equal(readAll(input), '');
  drop(input, incoming, got);
});

test('a server that does not read stops the writer, until it does', (context) => {
  const peer = httpServer(context, `
    let length = 0;
    commands.go = () => request.on('data', (bytes) => (length += bytes.length)).on('end', () => response.end(String(length)));`);
  const { future, body } = send(peer.hear(), { method: 'post' });
  const stream = body.write();
  let written = 0;
  const write = (limit) => {
    const permit = Math.min(Number(stream.checkWrite()), limit);
    stream.write(new Uint8Array(permit));
    return permit;
  };
  // Until nothing has moved for a while: what the kernel takes is not ours to know.
  for (let idle = 0; idle < 20; ) {
    const some = write(1 << 20);
    written += some;
    if (some > 0) idle = 0;
    else if (poll.poll([stream.subscribe(), monotonicClock.subscribeDuration(10_000_000n)])[0] === 1) idle++;
    stream.flush();
  }
  assert.equal(stream.checkWrite(), 0n);
  assert.ok(written < 64 << 20, `${written} bytes are underway`);
  peer.command('go');
  ready(stream.subscribe());
  written += write(1000);
  drop(stream);
  OutgoingBody.finish(body, undefined);
  assert.equal(bodyOf(response(future)), String(written));
});

test('a guest that does not read stops the server, and is not out of time for that', (context) => {
  const peer = httpServer(context, `
    const CHUNK = Buffer.alloc(65536, 'x');
    let sent = 0;
    const more = () => {
      while (sent < 400 && response.write(CHUNK)) sent++;
      if (sent >= 400) response.end();
      else response.once('drain', more), sent++;
    };
    commands.sent = () => tell(sent);
    more();`);
  const got = response(get(peer.hear(), { timeouts: { betweenBytes: 200_000_000n } }));
  const body = got.consume();
  const stream = body.stream();
  assert.ok(stream.blockingRead(10n).length > 0);
  ready(monotonicClock.subscribeDuration(400_000_000n));
  peer.command('sent');
  assert.ok(peer.hear() < 400);
  assert.ok(readAll(stream).length > 20_000_000);
  drop(stream, body, got);
});

test('trailers come though the body is not read', (context) => {
  const peer = httpServer(context, `
    response.writeHead(200, { trailer: 'x-sum' });
    response.write(Buffer.alloc(request.url.length > 1 ? 1_000_000 : 10));
    response.addTrailers({ 'x-sum': '1' });
    response.end();`);
  const port = peer.hear();
  for (const path of ['/', '/large']) {
    const got = response(get(port, { path }));
    const body = got.consume();
    drop(body.stream());
    const future = IncomingBody.finish(body);
    ready(future.subscribe());
    const { val: { val: trailers } } = future.get();
    assert.deepEqual(trailers.entries().map(([name, value]) => [name, text(value)]), [['x-sum', '1']]);
    assert.deepEqual(future.get(), { tag: 'err', val: undefined });
    drop(trailers, future, got);
  }
});

test('responses that have no body leave the connection for the next', (context) => {
  const peer = httpServer(context, `
    const length = request.method === 'HEAD' ? { 'content-length': 5 } : {};
    response.writeHead(Number(request.url.slice(1)), { 'x-port': request.socket.remotePort, ...length });
    response.end();`);
  const port = peer.hear();
  const ports = new Set();
  for (const [method, status] of [['get', 204], ['get', 304], ['head', 200], ['get', 200], ['delete', 404]]) {
    const got = response(get(port, { method, path: `/${status}` }));
    assert.equal(got.status(), status);
    const headers = got.headers();
    ports.add(text(headers.get('x-port')[0]));
    drop(headers);
    assert.equal(bodyOf(got), '');
  }
  assert.equal(ports.size, 1);
});

test('a head may be large, and may be too large', (context) => {
  const peer = httpServer(context, `
    const [, count, length] = request.url.split('/').map(Number);
    for (let index = 0; index < count; index++) response.setHeader('x-' + index, 'v'.repeat(length));
    response.end();`);
  const port = peer.hear();
  for (const [count, length] of [[1, 40_000], [1900, 8]]) {
    const got = response(get(port, { path: `/${count}/${length}` }));
    const headers = got.headers();
    assert.equal(headers.entries().filter(([name]) => name.startsWith('x-')).length, count);
    drop(headers, got);
  }
  // Too many bytes for the host, too many fields for a list of them.
  for (const [count, length] of [[1, 60_000], [4000, 1]]) {
    const { tag, val } = outcome(get(port, { path: `/${count}/${length}` }));
    assert.deepEqual([tag, val.tag], ['err', 'HTTP-response-header-section-size']);
    assert.equal(val.val > 128 * 1024, count > 1);
  }
});

test('chunks that are none break the body off', (context) => {
  const answer = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nnonsense\r\n';
  const peer = rawServer(context, /\r\n\r\n$/, answer);
  const result = outcome(get(peer.hear()));
  const payload = thrown(() => bodyOf(result.val));
  assert.deepEqual(types.httpErrorCode(payload.val), { tag: 'HTTP-protocol-error' });
});

test('the name of a host that has several addresses, and none that answers', (context) => {
  const peer = startPeer(context, `
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => tell(port));
    });`);
  const port = peer.hear();
  assert.deepEqual(outcome(get(port, { authority: `localhost:${port}` })), { tag: 'err', val: { tag: 'connection-refused' } });
});

test('a worker that dies fails what is under way, and another one takes over', (context) => {
  const peer = httpServer(context, `
    if (request.url === '/silent') return;
    response.write('half');
    if (request.url === '/whole') response.end();`);
  const port = peer.hear();
  const silent = get(port, { path: '/silent' });
  const half = response(get(port));
  const body = half.consume();
  const stream = body.stream();
  assert.equal(text(stream.blockingRead(10n)), 'half');
  const upload = send(port, { method: 'post', path: '/silent' });
  const output = upload.body.write();
  output.blockingWriteAndFlush(bytes('x'));

  open('a driver that does not exist', {});
  const { tag, val } = outcome(silent);
  assert.deepEqual([tag, val.tag], ['err', 'internal-error']);
  assert.match(val.val, /worker.* died/s);
  assert.equal(types.httpErrorCode(thrown(() => stream.blockingRead(10n)).val).tag, 'internal-error');
  assert.equal(types.httpErrorCode(thrown(() => output.blockingWriteAndFlush(bytes('x'))).val).tag, 'internal-error');
  drop(output, upload.body, stream, body, half);
  assert.equal(outcome(upload.future).tag, 'err');

  assert.equal(bodyOf(response(get(port, { path: '/whole' }))), 'half');
});

test('requests leave nothing behind, however they end', { skip: process.platform !== 'linux' }, (context) => {
  const peer = httpServer(context, `
    request.on('error', () => {});
    request.resume().on('end', () => response.end(Buffer.alloc(Number(request.url.slice(1)))));`);
  const port = peer.hear();
  const ways = [
    () => assert.equal(bodyOf(response(get(port, { path: '/100' }))).length, 100),
    () => assert.equal(bodyOf(response(get(port, { path: '/100000' }))).length, 100_000),
    () => drop(response(get(port, { path: '/500000' }))),
    () => drop(get(port, { path: '/100' })),
    () => assert.equal(outcome(get(port, { authority: '127.0.0.1:1' })).val.tag, 'connection-refused'),
    () => {
      const { future, body } = send(port, { method: 'post', headers: [['content-length', '5000']] });
      const stream = body.write();
      stream.blockingWriteAndFlush(new Uint8Array(1000));
      drop(stream, body);
      assert.equal(outcome(future).val.tag, 'HTTP-protocol-error');
    },
  ];
  const rounds = (count) => {
    for (let round = 0; round < count; round++) for (const way of ways) way();
  };
  const left = () => ({ descriptors: readdirSync('/proc/self/fd').length, heapUsed: process.memoryUsage().heapUsed });
  rounds(100);
  const before = left();
  rounds(300);
  const after = left();
  assert.ok(after.descriptors - before.descriptors < 20, `${after.descriptors - before.descriptors} descriptors`);
  assert.ok(after.heapUsed - before.heapUsed < 16 * 2 ** 20);
});
