// `toFetchHandler` on this Node: what it takes, and what becomes of requests.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { parse } from 'jco';
import { toFetchHandler as ofEveryHost } from 'jco/fetch';
import { compile } from 'jco/load';
import { toFetchHandler } from 'jco/serve';

import { guestBytes, importGuest, transpileGuest } from './guest.js';

/** @param {import('jco').TranspileOptions} options */
const transpiled = async (options) => import(pathToFileURL(await transpileGuest('http-handler', options)).href);

const module = await transpiled({ instantiation: 'async' });

/** @param {Partial<import('jco/fetch').FetchHandlerOptions>} [options] @param {any} [component] */
function handlerOf(options, component = module) {
  /** @type {string[]} */
  const warnings = [];
  const handler = toFetchHandler(component, { warn: (line) => warnings.push(line), ...options });
  /** @param {string} path @param {RequestInit} [init] */
  const call = async (path, init) => handler(new Request(`http://example.test${path}`, init));
  return { call, handler, warnings };
}

/** A body that comes in pieces. @param {string[]} pieces */
const streamOf = (pieces) => ({ body: ReadableStream.from(pieces.map((piece) => Buffer.from(piece))), duplex: 'half', method: 'POST' });

const sources = {
  bytes: () => guestBytes('http-handler'),
  'an ArrayBuffer': () => new Uint8Array(guestBytes('http-handler')).buffer,
  'a compiled component': () => compile(guestBytes('http-handler')),
  'the promise of a compiled component': async () => ({ later: compile(guestBytes('http-handler')) }),
  'a module that has instantiate': () => module,
  'instantiate itself': () => module.instantiate,
  'the exports of an instance': () => importGuest('http-handler'),
  'the interface alone': async () => (await importGuest('http-handler')).incomingHandler,
};

for (const [name, source] of Object.entries(sources)) {
  test(`it takes ${name}`, async () => {
    const given = /** @type {any} */ (await source());
    const { call } = handlerOf({}, given.later ?? given);
    const response = await call('/hello');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/plain');
    assert.equal(await response.text(), 'Hello, WASI!');
  });
}

test('synchronous output needs its core modules brought', async () => {
  const path = await transpileGuest('http-handler', { instantiation: 'sync' });
  const getCoreModule = (/** @type {string} */ file) => new WebAssembly.Module(readFileSync(join(dirname(path), file)));
  const { call } = handlerOf({ getCoreModule }, await import(pathToFileURL(path).href));
  assert.equal(await (await call('/hello')).text(), 'Hello, WASI!');
});

test('core modules are loaded once, whatever the number of instances', async () => {
  let loaded = 0;
  /** @param {any} getCoreModule @param {any} imports @param {any} instantiateCore */
  const counting = (getCoreModule, imports, instantiateCore) => {
    if (getCoreModule === undefined) loaded++;
    return module.instantiate(getCoreModule, imports, instantiateCore);
  };
  const { call } = handlerOf({}, counting);
  for (let turn = 0; turn < 3; turn++) assert.equal(await (await call('/count')).text(), '1');
  assert.equal(loaded, 1);
});

test('instances are fresh, used again, or the one that was given', async () => {
  const counts = async (/** @type {ReturnType<typeof handlerOf>} */ { call }) => [await (await call('/count')).text(), await (await call('/count')).text()];
  assert.deepEqual(await counts(handlerOf()), ['1', '1']);
  assert.deepEqual(await counts(handlerOf({ isolate: 'none' })), ['1', '2']);
  assert.deepEqual(await counts(handlerOf({}, await transpiled({}))), ['1', '2']);
});

test('an instance that has trapped is not used again', async () => {
  const { call, warnings } = handlerOf({ isolate: 'none' });
  assert.equal(await (await call('/count')).text(), '1');
  assert.equal((await call('/trap')).status, 500);
  assert.equal(await (await call('/count')).text(), '1');
  assert.match(warnings.join('\n'), /^GET \/trap: RuntimeError: unreachable/m);
});

test('a body comes whole, in however many pieces', async () => {
  const { call } = handlerOf();
  assert.equal(await (await call('/echo', streamOf(['one ', '', 'two ', 'three']))).text(), 'one two three');
  assert.equal(await (await call('/length', { method: 'PUT', body: Buffer.alloc(3_000_000) })).text(), '3000000');
});

test('a body of more than maxBody is refused, however it comes', async () => {
  const { call, warnings } = handlerOf({ maxBody: 10 });
  assert.equal((await call('/length', { method: 'POST', body: '0123456789' })).status, 200);
  assert.equal((await call('/length', { method: 'POST', body: '0123456789a' })).status, 413);
  assert.equal((await call('/length', streamOf(['01234567', '89a', 'b']))).status, 413);
  assert.equal(warnings[0], 'POST /length: the body has more than 10 bytes');
});

test('a body that cannot be read is answered for', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
  const { call, warnings } = handlerOf();
  assert.equal((await call('/length', /** @type {RequestInit} */ ({ method: 'POST', body, duplex: 'half' }))).status, 400);
  assert.deepEqual(warnings, ['POST /length: the body cannot be read: gone']);
});

test('fields of a request that are more than a component takes are refused', async () => {
  const { call } = handlerOf();
  assert.equal((await call('/head', { headers: { 'x-long': 'x'.repeat(200_000) } })).status, 431);
});

test('a response that nobody takes may have maxBuffered bytes', async () => {
  const { call, warnings } = handlerOf({ maxBuffered: 100_000 });
  assert.equal((await (await call('/bytes/100000')).arrayBuffer()).byteLength, 100_000);
  assert.equal((await call('/bytes/100001')).status, 500);
  assert.match(warnings[0], /^GET \/bytes\/100001: error\[E0610\]/);
});

test('bytes of fields are kept', async () => {
  const { call } = handlerOf();
  assert.equal((await call('/fields')).headers.get('x-latin'), 'caf\xe9');
  assert.match(await (await call('/head', { headers: { 'x-latin': 'caf\xe9' } })).text(), /^x-latin: caf\ufffd$/m);
});

test('a status that no Response has is a 500', async () => {
  const { call, warnings } = handlerOf();
  assert.equal((await call('/status/700')).status, 500);
  assert.deepEqual(warnings, ['GET /status/700: a Response cannot have the status 700']);
});

test('what a component is given may depend on what the runtime hands over', async () => {
  /** @type {unknown[]} */
  const seen = [];
  const wasi = (/** @type {any} */ env) => (seen.push(env), { network: { connect: [] } });
  const { handler } = handlerOf({ wasi });
  /** @type {Promise<unknown>[]} */
  const kept = [];
  const context = { waitUntil: (/** @type {Promise<unknown>} */ promise) => void kept.push(promise) };
  assert.equal((await handler(new Request('http://example.test/hello'), { KEY: 'value' }, context)).status, 200);
  assert.deepEqual(seen, [{ KEY: 'value' }]);
  assert.equal(kept.length, 1);
  await kept[0];
});

test('an outgoing request cannot be waited for, and nothing hangs', async () => {
  const { call, warnings } = handlerOf({ wasi: { network: { connect: ['127.0.0.1'] } } });
  assert.equal((await call('/fetch?http://127.0.0.1:9/')).status, 500);
  assert.match(warnings[0], /error\[E0610\]/);
  assert.equal(await (await handlerOf().call('/fetch?http://127.0.0.1:9/')).text(), 'refused ErrorCode::HttpRequestDenied');
});

test('what cannot be a handler is an error that says why', async () => {
  assert.throws(() => ofEveryHost(guestBytes('http-handler')), { code: 'E0201', message: /compile of jco\/load/ });
  const library = await parse('(component)');
  assert.throws(() => toFetchHandler({ add() {} }), { code: 'E0601', message: 'the component exports "add"' });
  await assert.rejects(handlerOf({}, library).call('/'), { code: 'E0601', message: 'the component exports nothing' });
  await assert.rejects(handlerOf({}, new Uint8Array([1, 2, 3])).call('/'), { name: 'JcoError' });
  for (const wrong of [undefined, null, 7]) assert.throws(() => toFetchHandler(/** @type {any} */ (wrong)), { code: 'E0201' });
  assert.throws(() => toFetchHandler(module, /** @type {any} */ ({ isolated: 1 })), { code: 'E0201', message: 'there is no option "isolated"' });
  assert.throws(() => toFetchHandler(module, /** @type {any} */ ({ isolate: 'process' })), { code: 'E0201' });
});

const hasJspi = 'Suspending' in WebAssembly && 'promising' in WebAssembly;
const suspended = hasJspi ? await transpiled({ instantiation: 'async', asyncMode: 'jspi' }) : undefined;
const noJspi = hasJspi ? false : 'this engine has no JSPI';

test('a handler that waits is suspended, and others are answered meanwhile', { skip: noJspi }, async () => {
  const { call } = handlerOf({}, suspended);
  const order = [call('/sleep/300').then((response) => response.text()), call('/hello').then((response) => response.text())];
  assert.equal(await Promise.race(order), 'Hello, WASI!');
  assert.equal(await order[0], 'slept');
});

test('bytes are transpiled so that they can be suspended', { skip: noJspi }, async () => {
  const { call } = handlerOf({}, guestBytes('http-handler'));
  assert.equal(await (await call('/sleep/5')).text(), 'slept');
});

test('calls of one instance take turns', { skip: noJspi }, async () => {
  const { call } = handlerOf({}, await transpiled({ asyncMode: 'jspi' }));
  const paths = ['/sleep/50', '/count', '/slow/3/10', '/count'];
  const texts = await Promise.all(paths.map(async (path) => (await call(path)).text()));
  assert.deepEqual(texts, ['slept', '2', 'piece 0\npiece 1\npiece 2\n', '4']);
});

test('what has come of a body is answered before there is more of it', { skip: noJspi }, async () => {
  const { call } = handlerOf({}, suspended);
  /** @type {ReadableStreamDefaultController<Uint8Array>} */
  let sending = /** @type {any} */ (undefined);
  const body = new ReadableStream({ start: (controller) => void (sending = controller) });
  const response = await call('/echo', /** @type {RequestInit} */ ({ method: 'POST', body, duplex: 'half' }));
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  for (const piece of ['one', 'two', 'three']) {
    sending.enqueue(Buffer.from(piece));
    const { value } = await reader.read();
    assert.equal(Buffer.from(/** @type {Uint8Array} */ (value)).toString(), piece);
  }
  sending.close();
  assert.equal((await reader.read()).done, true);
});

test('a body that breaks off is an error of the handler, and its answer breaks off', { skip: noJspi }, async () => {
  const { call } = handlerOf({}, suspended);
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from('half')),
    pull: (controller) => controller.error(new Error('gone')),
  }, { highWaterMark: 0 });
  const response = await call('/echo', /** @type {RequestInit} */ ({ method: 'POST', body, duplex: 'half' }));
  await assert.rejects(response.text());
});

test('a handler is no further ahead than its client lets it be, and ends with it', { skip: noJspi }, async () => {
  const { handler } = handlerOf({}, suspended);
  /** @type {Promise<unknown>[]} */
  const kept = [];
  const context = { waitUntil: (/** @type {Promise<unknown>} */ promise) => void kept.push(promise) };
  // As much as this could not be in memory.
  const response = await handler(new Request('http://example.test/bytes/100000000000'), context);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  let received = 0;
  for (let turn = 0; turn < 50; turn++) {
    const { value } = await reader.read();
    assert.ok(value !== undefined && value.length <= 131_072);
    received += value.length;
  }
  assert.ok(received > 1_000_000);
  await reader.cancel();
  await kept[0];
});

test('a streamed body of more than maxBody is refused', { skip: noJspi }, async () => {
  const { call } = handlerOf({ maxBody: 10 }, suspended);
  assert.equal((await call('/length', streamOf(['01234567', '89a', 'b']))).status, 413);
});

test('a trap in a suspended handler is a 500, or breaks the body off', { skip: noJspi }, async () => {
  const { call, warnings } = handlerOf({ isolate: 'none' }, suspended);
  assert.equal(await (await call('/count')).text(), '1');
  assert.equal((await call('/trap')).status, 500);
  assert.equal((await call('/none')).status, 500);
  assert.match(warnings.join('\n'), /^GET \/trap: RuntimeError: unreachable[^]*GET \/none: the handler returned without a response/m);
});
