// wasi:http/types: fields, messages and bodies; and a handler that refuses.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPipe } from '../lib/core/pipe.js';
import { errorCodeOf } from '../lib/http/error-code.js';
import { futureIncomingResponse, settled } from '../lib/http/future.js';
import { incomingRequest, incomingResponse } from '../lib/http/incoming.js';
import { incomingHandler, outgoingHandler, types } from '../lib/http/index.js';
import { outgoingContent } from '../lib/http/outgoing.js';
import { responseOutparam } from '../lib/http/response-outparam.js';
import { assertTraps, bytes, text, thrown } from './payload.js';

const { Fields, IncomingBody, OutgoingBody, OutgoingRequest, OutgoingResponse, RequestOptions, ResponseOutparam } = types;

const INVALID_SYNTAX = { tag: 'invalid-syntax' };
const FORBIDDEN = { tag: 'forbidden' };
const IMMUTABLE = { tag: 'immutable' };

const entriesOf = (fields) => fields.entries().map(([name, value]) => `${name}: ${text(value)}`);

describe('fields', () => {
  test('names are the same in any case, and kept as they were', () => {
    const fields = Fields.fromList([['X-Name', bytes('a')], ['other', bytes('b')], ['x-name', bytes('c')]]);
    assert.deepEqual(fields.get('x-NAME').map(text), ['a', 'c']);
    assert.equal(fields.has('X-NAME'), true);
    assert.equal(fields.has('missing'), false);
    fields.append('X-name', bytes(''));
    assert.deepEqual(entriesOf(fields), ['X-Name: a', 'other: b', 'x-name: c', 'X-name: ']);
    fields.set('x-name', [bytes('d'), bytes('e')]);
    assert.deepEqual(entriesOf(fields), ['other: b', 'x-name: d', 'x-name: e']);
    fields.set('OTHER', []);
    assert.equal(fields.has('other'), false);
    fields.delete('X-Name');
    fields.delete('never-there');
    assert.deepEqual(fields.entries(), []);
  });

  test('bad names and values are refused', () => {
    const fields = new Fields();
    for (const name of ['', 'a b', 'a:', 'é', 'a\n', '(a)']) {
      assert.deepEqual(thrown(() => fields.append(name, bytes(''))), INVALID_SYNTAX, name);
      assert.deepEqual(thrown(() => fields.set(name, [])), INVALID_SYNTAX, name);
      assert.deepEqual(thrown(() => fields.delete(name)), INVALID_SYNTAX, name);
      assert.deepEqual(fields.get(name), []);
      assert.equal(fields.has(name), false);
    }
    for (const value of ['a\nb', 'a\r', '\0', '\x7f', '\x1f']) {
      assert.deepEqual(thrown(() => fields.append('a', bytes(value))), INVALID_SYNTAX, JSON.stringify(value));
      assert.deepEqual(thrown(() => Fields.fromList([['a', bytes(value)]])), INVALID_SYNTAX);
      assert.deepEqual(thrown(() => fields.set('a', [bytes('ok'), bytes(value)])), INVALID_SYNTAX);
    }
    assert.deepEqual(fields.entries(), []);
    for (const value of ['', ' a ', 'a\tb', 'é', '\u{10ffff}']) fields.append("!#$%&'*+-.^_`|~09azAZ", bytes(value));
    assert.equal(fields.entries().length, 5);
  });

  test('what belongs to the connection is forbidden', () => {
    const names = ['Connection', 'keep-alive', 'Proxy-Authenticate', 'proxy-authorization', 'proxy-connection'];
    for (const name of [...names, 'Transfer-Encoding', 'UPGRADE', 'host', 'http2-settings']) {
      assert.deepEqual(thrown(() => new Fields().append(name, bytes('x'))), FORBIDDEN, name);
      assert.deepEqual(thrown(() => new Fields().set(name, [])), FORBIDDEN, name);
      assert.deepEqual(thrown(() => Fields.fromList([[name, bytes('x')]])), FORBIDDEN, name);
    }
  });

  test('values are copies, and so is a clone', () => {
    const value = bytes('abc');
    const fields = Fields.fromList([['a', value]]);
    value.fill(0);
    assert.equal(text(fields.get('a')[0]), 'abc');
    const clone = fields.clone();
    clone.append('b', bytes('x'));
    assert.deepEqual(entriesOf(fields), ['a: abc']);
    assert.deepEqual(entriesOf(clone), ['a: abc', 'b: x']);
  });

  test('fields without end trap', () => {
    const fields = new Fields();
    fields.append('a', new Uint8Array(100_000).fill(0x78));
    fields.delete('a');
    assertTraps(() => {
      for (;;) fields.append('a', bytes(''));
    }, /more than 131072 bytes/);
    assertTraps(() => Fields.fromList([['a', new Uint8Array(200_000).fill(0x78)]]), /more than 131072 bytes/);
  });

  test('headers of a message do not change, their clone does', () => {
    const given = Fields.fromList([['a', bytes('1')]]);
    const request = new OutgoingRequest(given);
    for (const headers of [request.headers(), given]) {
      assert.deepEqual(thrown(() => headers.append('b', bytes('2'))), IMMUTABLE);
      assert.deepEqual(thrown(() => headers.set('a', [])), IMMUTABLE);
      assert.deepEqual(thrown(() => headers.delete('a')), IMMUTABLE);
      assert.deepEqual(thrown(() => headers.delete('bad name')), INVALID_SYNTAX);
      const clone = headers.clone();
      clone.append('b', bytes('2'));
      assert.deepEqual(entriesOf(clone), ['a: 1', 'b: 2']);
      assert.deepEqual(entriesOf(headers), ['a: 1']);
    }
  });
});

describe('outgoing messages', () => {
  test('a request begins as GET of nothing, and takes what is well-formed', () => {
    const request = new OutgoingRequest(new Fields());
    assert.deepEqual(request.method(), { tag: 'get' });
    for (const part of ['pathWithQuery', 'scheme', 'authority']) assert.equal(request[part](), undefined);

    request.setMethod({ tag: 'other', val: 'PROPFIND' });
    assert.deepEqual(request.method(), { tag: 'other', val: 'PROPFIND' });
    assert.equal(thrown(() => request.setMethod({ tag: 'other', val: 'BAD METHOD' })), undefined);
    assert.equal(thrown(() => request.setMethod({ tag: 'other', val: '' })), undefined);

    for (const path of ['/', '/a/b?c=d&e', '/%20', '*', '/é', '/a[1]={x}|~', '']) {
      request.setPathWithQuery(path);
      assert.equal(request.pathWithQuery(), path);
    }
    for (const path of ['/a b', '/a#b', '/\n', '/<', '/\\', '/\x7f']) {
      assert.equal(thrown(() => request.setPathWithQuery(path)), undefined, path);
    }
    request.setPathWithQuery(undefined);
    assert.equal(request.pathWithQuery(), undefined);

    for (const scheme of [{ tag: 'HTTP' }, { tag: 'HTTPS' }, { tag: 'other', val: 'wasi+http.1-0' }, undefined]) {
      request.setScheme(scheme);
      assert.deepEqual(request.scheme(), scheme);
    }
    for (const val of ['', '1a', 'a b', 'http:']) assert.equal(thrown(() => request.setScheme({ tag: 'other', val })), undefined, val);

    for (const authority of ['a', 'example.com:80', 'user:pass@host:1', '[::1]', '[fe80::1]:65535', '127.0.0.1:8080', 'a:', undefined]) {
      request.setAuthority(authority);
      assert.equal(request.authority(), authority);
    }
    for (const authority of ['', 'a b', 'a:b', 'a:65536', '[::1', 'a/b', 'a?b', '::1', 'é', 'a\n', '@']) {
      assert.equal(thrown(() => request.setAuthority(authority)), undefined, authority);
    }
  });

  test('a response begins as 200, and takes a status of three digits', () => {
    const response = new OutgoingResponse(new Fields());
    assert.equal(response.statusCode(), 200);
    response.setStatusCode(599);
    for (const status of [99, 1000, 0]) assert.equal(thrown(() => response.setStatusCode(status)), undefined);
    assert.equal(response.statusCode(), 599);
  });

  test('body and stream are to be had once', () => {
    for (const Message of [OutgoingRequest, OutgoingResponse]) {
      const message = new Message(new Fields());
      const body = message.body();
      assert.equal(thrown(() => message.body()), undefined);
      body.write();
      assert.equal(thrown(() => body.write()), undefined);
    }
  });

  /** A target that notes what it gets, and takes as many bytes as `capacity` says. */
  const noteTarget = (capacity) => {
    const noted = { bytes: '', ended: undefined };
    const target = {
      sink: { write: (bytes) => void (noted.bytes += text(bytes)), capacity: () => capacity(), ready: () => capacity() > 0 },
      finish: (trailers) => void (noted.ended = { trailers: trailers && entriesOf(trailers) }),
      abort: () => void (noted.ended = 'aborted'),
    };
    return { noted, target };
  };

  test('what is written is kept for the host, and then goes to its target, and so do the trailers', () => {
    const request = new OutgoingRequest(Fields.fromList([['a', bytes('1')]]));
    const body = request.body();
    const { headers, body: reader } = outgoingContent(request);
    assert.deepEqual(entriesOf(headers), ['a: 1']);
    const stream = body.write();
    for (const piece of ['hel', 'lo ']) stream.blockingWriteAndFlush(bytes(piece));
    assert.equal(text(reader.take()), 'hello ');
    const { noted, target } = noteTarget(() => 100);
    reader.attach(target);
    stream.blockingWriteAndFlush(bytes('world'));
    assert.equal(noted.bytes, 'world');
    assert.equal(reader.state(), 'open');
    stream[Symbol.dispose]();
    OutgoingBody.finish(body, Fields.fromList([['t', bytes('2')]]));
    assert.equal(reader.state(), 'finished');
    assert.deepEqual(noted.ended, { trailers: ['t: 2'] });
  });

  test('a body is asked for when it is flushed, full or over', () => {
    for (const use of [
      (body) => body.write().flush(),
      (body) => body.write().blockingWriteAndFlush(bytes('x')),
      (body) => OutgoingBody.finish(body, undefined),
      (body) => body[Symbol.dispose](),
    ]) {
      const response = new OutgoingResponse(new Fields());
      const body = response.body();
      let asked = 0;
      outgoingContent(response).body.onDemand(() => void asked++);
      assert.equal(asked, 0);
      use(body);
      assert.equal(asked, 1, String(use));
    }
  });

  test('a body without a message that is sent takes a megabyte', () => {
    const stream = new OutgoingRequest(new Fields()).body().write();
    let written = 0;
    for (let permit; written < 1 << 20; written += permit) {
      permit = Number(stream.checkWrite());
      stream.write(new Uint8Array(permit));
    }
    assert.equal(written, 1 << 20);
    assert.equal(stream.subscribe().ready(), true);
    const payload = thrown(() => stream.checkWrite());
    assert.equal(payload.tag, 'last-operation-failed');
    assert.match(payload.val.toDebugString(), /whose message has not been sent/);
  });

  test('a message whose body no one asked for is empty, whatever content-length says', () => {
    const { body } = outgoingContent(new OutgoingResponse(Fields.fromList([['content-length', bytes('5')]])));
    assert.equal(body.take().length, 0);
    assert.equal(body.state(), 'finished');
    assert.deepEqual([body.declared, body.written()], [5n, 0n]);
  });

  test('a body dropped before it is finished is aborted', () => {
    const early = new OutgoingRequest(new Fields());
    early.body()[Symbol.dispose]();
    assert.equal(outgoingContent(early).body.state(), 'aborted');
    const late = new OutgoingRequest(new Fields());
    const body = late.body();
    const { noted, target } = noteTarget(() => 100);
    outgoingContent(late).body.attach(target);
    body[Symbol.dispose]();
    assert.equal(noted.ended, 'aborted');
  });

  test('writing waits for the target', () => {
    const request = new OutgoingRequest(new Fields());
    const stream = request.body().write();
    let capacity = 0;
    outgoingContent(request).body.attach(noteTarget(() => capacity).target);
    const pollable = stream.subscribe();
    assert.equal(stream.checkWrite(), 0n);
    assert.equal(pollable.ready(), false);
    capacity = 10;
    assert.equal(pollable.ready(), true);
    assert.equal(stream.checkWrite(), 10n);
  });

  test('a body must be as long as content-length says', () => {
    for (const [Message, tag] of [[OutgoingRequest, 'HTTP-request-body-size'], [OutgoingResponse, 'HTTP-response-body-size']]) {
      const start = () => {
        const message = new Message(Fields.fromList([['Content-Length', bytes('5')]]));
        const body = message.body();
        return { message, body, stream: body.write() };
      };
      const exact = start();
      exact.stream.blockingWriteAndFlush(bytes('12345'));
      exact.stream[Symbol.dispose]();
      OutgoingBody.finish(exact.body, undefined);

      const short = start();
      short.stream.blockingWriteAndFlush(bytes('123'));
      short.stream[Symbol.dispose]();
      assert.deepEqual(thrown(() => OutgoingBody.finish(short.body, undefined)), { tag, val: 3n });
      assert.equal(outgoingContent(short.message).body.state(), 'aborted');

      const long = start();
      long.stream.blockingWriteAndFlush(bytes('1234'));
      const payload = thrown(() => long.stream.blockingWriteAndFlush(bytes('56')));
      assert.equal(payload.tag, 'last-operation-failed');
      assert.deepEqual(types.httpErrorCode(payload.val), { tag, val: 6n });
      assert.deepEqual(thrown(() => long.stream.checkWrite()), { tag: 'closed' });
    }
  });

  test('dropping or finishing a parent before its child traps', () => {
    const request = new OutgoingRequest(new Fields());
    const headers = request.headers();
    assertTraps(() => request[Symbol.dispose](), /the outgoing-request is dropped or finished before/);
    headers[Symbol.dispose]();
    headers[Symbol.dispose]();
    const body = request.body();
    const stream = body.write();
    assertTraps(() => OutgoingBody.finish(body, undefined), /outgoing-body/);
    assertTraps(() => body[Symbol.dispose](), /outgoing-body/);
    stream[Symbol.dispose]();
    OutgoingBody.finish(body, undefined);
    request[Symbol.dispose]();
  });
});

describe('incoming messages', () => {
  const head = {
    method: { tag: 'post' },
    pathWithQuery: '/path?query',
    scheme: { tag: 'HTTP' },
    authority: 'example.com',
    headers: [['A', bytes('1')], ['Host', bytes('example.com')], ['Connection', bytes('close')]],
  };
  const noTrailers = settled({ tag: 'ok', val: undefined });

  test('a request tells its head, without what belongs to the connection', () => {
    const request = incomingRequest(head, { source: createPipe().source, trailers: noTrailers });
    assert.deepEqual(request.method(), head.method);
    assert.equal(request.pathWithQuery(), head.pathWithQuery);
    assert.deepEqual(request.scheme(), head.scheme);
    assert.equal(request.authority(), head.authority);
    const headers = request.headers();
    assert.deepEqual(entriesOf(headers), ['A: 1']);
    assert.deepEqual(thrown(() => headers.append('b', bytes(''))), IMMUTABLE);
    assertTraps(() => request[Symbol.dispose](), /incoming-request/);
    headers[Symbol.dispose]();
    request[Symbol.dispose]();
  });

  test('a response gives its body once, the body its stream once, and then its trailers', () => {
    const pipe = createPipe();
    let outcome;
    let isClosed = false;
    const pending = { ready: () => outcome !== undefined, outcome: () => outcome };
    const close = () => void (isClosed = true);
    const response = incomingResponse(404, head.headers, { source: pipe.source, trailers: pending, close });
    assert.equal(response.status(), 404);
    const body = response.consume();
    assert.equal(thrown(() => response.consume()), undefined);
    const stream = body.stream();
    assert.equal(thrown(() => body.stream()), undefined);
    assert.equal(stream.subscribe().ready(), false);
    pipe.sink.write(bytes('hello'));
    assert.equal(text(stream.blockingRead(9n)), 'hello');
    assertTraps(() => IncomingBody.finish(body), /incoming-body/);
    stream[Symbol.dispose]();
    const future = IncomingBody.finish(body);
    assert.equal(future.get(), undefined);
    assert.equal(future.subscribe().ready(), false);
    outcome = { tag: 'ok', val: [['T', bytes('2')]] };
    assert.equal(future.subscribe().ready(), true);
    assert.equal(isClosed, false);
    const trailers = future.get().val.val;
    assert.deepEqual(entriesOf(trailers), ['T: 2']);
    assert.deepEqual(thrown(() => trailers.append('b', bytes(''))), IMMUTABLE);
    assert.equal(isClosed, true);
    assert.deepEqual(future.get(), { tag: 'err', val: undefined });
  });

  test('the host hears when the guest is done with a body', () => {
    const body = (close) => ({ source: createPipe().source, trailers: noTrailers, close });
    for (const drop of [
      (response) => response[Symbol.dispose](),
      (response) => response.consume()[Symbol.dispose](),
      (response) => IncomingBody.finish(response.consume()).get(),
      (response) => IncomingBody.finish(response.consume())[Symbol.dispose](),
    ]) {
      let closed = 0;
      drop(incomingResponse(200, [], body(() => void closed++)));
      assert.equal(closed, 1, String(drop));
    }
    incomingResponse(200, [], body(() => assert.fail('there may be trailers'))).consume().stream()[Symbol.dispose]();
  });

  test('headers are made when they are asked for, once', () => {
    let made = 0;
    const headers = () => {
      made++;
      return head.headers;
    };
    const response = incomingResponse(200, headers, { source: createPipe().source, trailers: noTrailers });
    assert.equal(made, 0);
    for (let turn = 0; turn < 2; turn++) assert.deepEqual(entriesOf(response.headers()), ['A: 1']);
    assert.equal(made, 1);
  });

  test('a future response that is dropped before it is taken is abandoned', () => {
    let abandoned = 0;
    const make = () => futureIncomingResponse(settled({ tag: 'err', val: { tag: 'connection-refused' } }), () => void abandoned++);
    make()[Symbol.dispose]();
    assert.equal(abandoned, 1);
    const taken = make();
    taken.get();
    taken[Symbol.dispose]();
    assert.equal(abandoned, 1);
  });

  test('a response is taken from its future once', () => {
    const response = incomingResponse(200, [], { source: createPipe().source, trailers: noTrailers });
    const future = futureIncomingResponse(settled({ tag: 'ok', val: response }));
    assert.deepEqual(future.get(), { tag: 'ok', val: { tag: 'ok', val: response } });
    assert.deepEqual(future.get(), { tag: 'err', val: undefined });
    const failed = futureIncomingResponse(settled({ tag: 'err', val: { tag: 'connection-refused' } }));
    assert.deepEqual(failed.get(), { tag: 'ok', val: { tag: 'err', val: { tag: 'connection-refused' } } });
  });

  test('a response outparam hands over what it is set to', () => {
    const received = [];
    const inform = (status, headers) => void received.push(status, entriesOf(headers));
    const outparam = responseOutparam({ respond: (result) => void received.push(result), inform });
    const result = { tag: 'ok', val: new OutgoingResponse(new Fields()) };
    outparam.sendInformational(103, Fields.fromList([['link', bytes('x')]]));
    for (const status of [99, 200]) {
      assert.deepEqual(thrown(() => outparam.sendInformational(status, new Fields())), { tag: 'HTTP-protocol-error' });
    }
    ResponseOutparam.set(outparam, result);
    assert.deepEqual(received, [103, ['link: x'], result]);
    assert.equal(thrown(() => responseOutparam({ respond() {} }).sendInformational(103, new Fields())).tag, 'internal-error');
  });

  test('an incoming handler that no one configured answers with an error', () => {
    let answer;
    incomingHandler.handle(undefined, responseOutparam({ respond: (result) => void (answer = result) }));
    assert.equal(answer.tag, 'err');
    assert.equal(answer.val.tag, 'internal-error');
  });
});

test('request options are what they were set to', () => {
  const options = new RequestOptions();
  for (const name of ['ConnectTimeout', 'FirstByteTimeout', 'BetweenBytesTimeout']) {
    const get = `${name[0].toLowerCase()}${name.slice(1)}`;
    assert.equal(options[get](), undefined);
    options[`set${name}`](5n);
    assert.equal(options[get](), 5n);
    options[`set${name}`](undefined);
    assert.equal(options[get](), undefined);
  }
});

const requestOf = ({ scheme, authority, path, method = { tag: 'get' }, headers = [] }) => {
  const made = new OutgoingRequest(Fields.fromList(headers));
  made.setMethod(method);
  made.setScheme(scheme);
  made.setAuthority(authority);
  made.setPathWithQuery(path);
  return made;
};

test('a request that cannot be sent is refused for that, any other because there is no network', () => {
  const good = { scheme: { tag: 'HTTP' }, authority: 'localhost', path: '/' };
  const code = (change, { handle } = outgoingHandler) => thrown(() => handle(requestOf({ ...good, ...change }), undefined)).tag;
  assert.equal(code({ scheme: { tag: 'other', val: 'ftp' } }), 'HTTP-protocol-error');
  assert.equal(code({ authority: undefined }), 'HTTP-request-URI-invalid');
  assert.equal(code({ path: undefined }), 'HTTP-protocol-error');
  assert.equal(code({ method: { tag: 'connect' } }), 'HTTP-request-method-invalid');
  assert.equal(code({ headers: [['content-length', bytes('5')]] }), 'HTTP-request-body-size');
  for (const values of [['5', '6'], ['x'], ['-1'], ['1'.repeat(20)]]) {
    const headers = values.map((value) => ['content-length', bytes(value)]);
    assert.equal(code({ headers }), 'HTTP-protocol-error', values.join());
  }
  assert.equal(code({}), 'HTTP-request-denied');
});

test('errors of the host become error codes, by one table', () => {
  const code = (name, message = 'it failed') => errorCodeOf(Object.assign(new Error(message), { code: name }));
  for (const [name, tag] of [
    ['ECONNREFUSED', 'connection-refused'],
    ['ECONNRESET', 'connection-terminated'],
    ['EHOSTUNREACH', 'destination-IP-unroutable'],
    ['ETIMEDOUT', 'connection-timeout'],
    ['EMFILE', 'connection-limit-reached'],
    ['EAI_AGAIN', 'DNS-timeout'],
    ['CERT_HAS_EXPIRED', 'TLS-certificate-error'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS-certificate-error'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'TLS-certificate-error'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS-certificate-error'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'TLS-protocol-error'],
    ['EPROTO', 'TLS-protocol-error'],
    ['HPE_INVALID_CONSTANT', 'HTTP-protocol-error'],
  ]) assert.deepEqual(code(name), { tag }, name);
  assert.deepEqual(code('ENOTFOUND'), { tag: 'DNS-error', val: { rcode: 'ENOTFOUND', infoCode: undefined } });
  assert.deepEqual(code('EAI_FAIL'), { tag: 'DNS-error', val: { rcode: 'EAI_FAIL', infoCode: undefined } });
  assert.deepEqual(code('HPE_HEADER_OVERFLOW'), { tag: 'HTTP-response-header-section-size', val: undefined });
  const alert = code('EPROTO', 'x:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:a.c:1:SSL alert number 70');
  assert.deepEqual(alert, { tag: 'TLS-alert-received', val: { alertId: 70, alertMessage: 'protocol version' } });
  assert.deepEqual(code('EWHATEVER'), { tag: 'internal-error', val: 'it failed' });
  assert.throws(() => errorCodeOf('no error'), (thrown) => thrown === 'no error');
});

test('resources that the host makes are not made by their constructors', () => {
  for (const name of ['FutureIncomingResponse', 'FutureTrailers', 'IncomingBody', 'IncomingRequest', 'IncomingResponse', 'OutgoingBody', 'ResponseOutparam']) {
    assert.throws(() => new types[name](), TypeError, name);
  }
});
