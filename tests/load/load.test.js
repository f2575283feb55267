import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
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
  await assert.rejects(load(`http://127.0.0.1:${port}/other.wasm`), { code: 'E0701', message: /404 Not Found/ });
  await assert.rejects(load(join(greeter, '../absent.wasm')), { code: 'E0701', message: /ENOENT/, place: /absent\.wasm$/ });
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

/**
 * A component whose core module uses what an engine may lack.
 *
 * @param {string} code
 */
const using = (code) =>
  new TextEncoder().encode(`(component (import "host" (func)) (core module $m ${code}
    (func (export "f") (result i32) (i32.const 1)))
  (core instance $i (instantiate $m)) (func (export "f") (result u32) (canon lift (core func $i "f"))))`);

const hasMemories = WebAssembly.validate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 5, 2, 0, 0, 0, 0));
const hasExceptions = WebAssembly.validate(
  Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 31, 64, 0, 11, 11),
);

test('what a component needs and the engine lacks is named', async () => {
  for (const [code, isThere, message] of /** @type {const} */ ([
    ['(memory 1) (memory 1)', hasMemories, /^this engine has no multiple memories, as in Node 22, Chrome 120/],
    ['(tag) (func try_table end)', hasExceptions, /^this engine has no exceptions with exnref, as in Node 24, Chrome 137/],
    ['(func try_table end)', hasExceptions, /^this engine cannot compile a core module: /],
  ])) {
    const loading = load(using(code), { imports: { host: () => {} } });
    if (isThere) assert.equal((await loading).f(), 1);
    else await assert.rejects(loading, { code: 'E0707', message });
  }
});

test('an engine without WebAssembly is told what it can have', async () => {
  const script = "import { load } from 'jco/load'; await load('x.wasm').catch(({ code, message, help }) => console.log(code, message, help));";
  const { stdout } = spawnSync(process.execPath, ['--jitless', '--input-type=module', '-e', script], { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8', timeout: 60_000 });
  assert.match(stdout, /^E0707 this engine has no WebAssembly .*transpile --js/);
});
