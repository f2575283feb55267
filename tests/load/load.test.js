import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

import { compile, instantiate, load } from 'jco/load';

import { guestBytes } from '../runtime/guest.js';
import { Counter, imports } from '../runtime/library-host.js';
import { playTranscript, readTranscript } from '../runtime/transcript.js';

const adder = new TextEncoder().encode(`(component
  (core module $m (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (core instance $i (instantiate $m))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))`);

const greeter = fileURLToPath(new URL('../guests/built/hello.wasm', import.meta.url));

/** @param {string} code */
const coded = (code) => (/** @type {any} */ error) => error.name === 'JcoError' && error.code === code;

test('a component runs from its bytes', async () => {
  const { add } = await load(adder);
  assert.equal(add(1, 2), 3);
});

test('the bindings are those of ahead of time', async () => {
  const component = await compile(guestBytes('library'));
  await playTranscript(readTranscript('library'), () => instantiate(component, { imports }), Counter);
});

test('instances of one component share nothing', async () => {
  const component = await compile(guestBytes('library'));
  const [one, two] = await Promise.all([instantiate(component, { imports }), instantiate(component, { imports })]);
  const account = new one.accounts.Account('ann', 1n);
  assert.equal(one.accounts.alive(), 1);
  assert.equal(two.accounts.alive(), 0);
  assert.throws(() => two.accounts.close(account), TypeError);
});

test('a compiled component survives a structured clone, also into another thread', async () => {
  const component = await compile(adder, { name: 'adder' });
  assert.equal((await instantiate(structuredClone(component))).add(40, 2), 42);
  const code = `
    import { parentPort, workerData } from 'node:worker_threads';
    import { instantiate } from ${JSON.stringify(import.meta.resolve('jco/load'))};
    parentPort.postMessage((await instantiate(workerData)).add(40, 2));`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { workerData: component });
  const [answer] = await new Promise((resolve, reject) => worker.once('error', reject).once('message', (it) => resolve([it])));
  assert.equal(answer, 42);
});

test('a component is read from a path, a URL, and what fetch gives', async (t) => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/adder.wasm' ? 200 : 404;
    response.end(adder);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}/adder.wasm`;
  for (const source of [url, new URL(url), fetch(url), await fetch(url)]) assert.equal((await load(source)).add(1, 1), 2);
  for (const source of [greeter, pathToFileURL(greeter), pathToFileURL(greeter).href]) {
    assert.deepEqual((await compile(source)).exports[0], ['run', 'instance']);
  }
  await assert.rejects(load(`http://127.0.0.1:${port}/other.wasm`), { code: 'E0601', message: /404 Not Found/ });
  await assert.rejects(load(join(greeter, '../absent.wasm')), { code: 'E0601', message: /ENOENT/, place: /absent\.wasm$/ });
});

test('what a component imports and is not given is named at once', async () => {
  await assert.rejects(load(guestBytes('library')), { code: 'E0504', message: /test:library\/host, notify$/ });
  await assert.rejects(load(guestBytes('library'), { imports: { notify: imports.notify } }), { message: /: test:library\/host$/ });
  await assert.rejects(load(guestBytes('library'), { wasi: {} }), coded('E0504'));
});

test('imports are found with and without their versions, and a function is itself', async () => {
  const host = { 'test:library/host@1.2.0': imports['test:library/host'], notify: imports.notify.default };
  const { greet } = await load(guestBytes('library'), { imports: host });
  assert.equal(greet('x'), 'Hello, x (1)!');
});

test('WASI is denied unless its settings are given, and then is of one instance', async () => {
  const component = await compile(guestBytes('command'));
  await assert.rejects(instantiate(component), { code: 'E0504', help: /wasi: \{\}/ });
  const run = async (/** @type {string} */ word) => {
    let printed = '';
    const stdout = (/** @type {Uint8Array} */ bytes) => void (printed += Buffer.from(bytes));
    const { run } = await instantiate(component, { wasi: { args: ['command', 'args', word], env: {}, stdout } });
    run.run();
    return printed;
  };
  const [one, two] = await Promise.all([run('one'), run('two')]);
  assert.match(one, /one/);
  assert.match(two, /two/);
  assert.doesNotMatch(two, /one/);
});

test('errors have the code of the command line', async () => {
  await assert.rejects(load(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)), coded('E0102'));
  await assert.rejects(load(/** @type {any} */ (7)), { code: 'E0201' });
  await assert.rejects(load(adder, /** @type {any} */ ({ nmae: 'x' })), { code: 'E0201', message: /name/ });
});

test('stack traces name the component', async () => {
  const trapping = new TextEncoder().encode(`(component
    (core module $m (func (export "stop") unreachable))
    (core instance $i (instantiate $m))
    (func (export "stop") (canon lift (core func $i "stop"))))`);
  const { stop } = await load(trapping, { name: 'stopper' });
  assert.throws(stop, (/** @type {Error} */ { stack = '' }) => /jco:stopper\.js:\d+/.test(stack) && stack.length < 2000);
});
