import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { compile, load } from 'jco/load';

import { guestBytes } from '../runtime/guest.js';
import { Counter, imports } from '../runtime/library-host.js';
import { playTranscript, readTranscript } from '../runtime/transcript.js';
import { spinner } from './spinner.js';

const component = await compile(guestBytes('library'));

/**
 * The library in a worker that ends with the test.
 *
 * @param {import('node:test').TestContext} t
 * @param {object} [host]
 */
async function library(t, host = imports) {
  const instance = await load(component, { worker: true, imports: host });
  t.after(() => instance[Symbol.asyncDispose]());
  return instance;
}

/** @param {object} host */
const withHost = (host) => ({ ...imports, 'test:library/host': { ...imports['test:library/host'], ...host } });

test('in a worker, values, resources and callbacks are as under wasmtime', async () => {
  /** @type {AsyncDisposable[]} */
  const instances = [];
  const instantiate = async () => instances[instances.push(await load(component, { worker: true, imports })) - 1];
  await playTranscript(readTranscript('library'), instantiate, Counter);
  for (const instance of instances) await instance[Symbol.asyncDispose]();
});

test('host functions of a worker may return promises, and the calling thread is free meanwhile', async (t) => {
  let turns = 0;
  const lookUp = async () => {
    for (; turns < 10; turns++) await new Promise((resolve) => setImmediate(resolve));
    return 7;
  };
  const { callbacks } = await library(t, withHost({ lookUp }));
  assert.deepEqual(await callbacks.lookUpAll(['key']), [{ tag: 'ok', val: 7 }]);
  assert.equal(turns, 10);
});

test('a host function of a worker may throw the error of its result, and anything else reaches the caller', async (t) => {
  const lookUp = () => {
    throw new RangeError('out of reach');
  };
  const { callbacks } = await library(t, withHost({ lookUp }));
  await assert.rejects(callbacks.lookUpAll(['key']), (error) => error instanceof RangeError && /out of reach/.test(error.message));
});

test('what a host answers may be longer than the memory between the threads', async (t) => {
  const long = 'añ😀'.repeat(100_000);
  const describe = () => long;
  const { callbacks } = await library(t, withHost({ describe }));
  const who = { name: '', age: 1, nickNames: [], home: { x: 1, y: 2 }, favourite: 'red', rights: {} };
  assert.equal(await callbacks.describeInHost(who), long);
});

test('errors of a result keep their payload, and traps their class', async (t) => {
  const { values } = await library(t);
  await assert.rejects(values.divide(1, 0), { message: '1 by zero', payload: '1 by zero' });
  assert.equal(await values.divide(6, 3), 2);
});

test('a view is sent without the rest of its buffer', async (t) => {
  const { values } = await library(t);
  const all = new Float32Array(1 << 20).fill(3);
  assert.deepEqual(await values.scale(all.subarray(5, 7), 2), Float32Array.of(6, 6));
});

test('a resource of the guest is made by awaiting new, and dropped by its disposal', async (t) => {
  const { accounts } = await library(t);
  const account = await new accounts.Account('ann', 5n);
  assert.ok(account instanceof accounts.Account);
  assert.equal(await accounts.alive(), 1);
  await account[Symbol.asyncDispose]();
  assert.equal(await accounts.alive(), 0);
  await assert.rejects(new accounts.Account(/** @type {any} */ (Symbol()), 5n), { name: 'DataCloneError' });
});

test('a worker imports its host from a module', async (t) => {
  const host = new URL('./host-module.js', import.meta.url);
  const { callbacks } = await library(t, host);
  assert.equal(await callbacks.addInHost(1, 2), 3);
});

test('a call that never ends is ended by a signal', async () => {
  const stop = new AbortController();
  const instance = await load(spinner, { worker: true, signal: stop.signal });
  assert.equal(await instance.two(), 2);
  const spinning = instance.spin();
  stop.abort(new Error('too long'));
  await assert.rejects(spinning, /too long/);
  await assert.rejects(instance.two(), /too long/);
  await assert.rejects(load(spinner, { worker: true, signal: stop.signal }), /too long/);
});

test('an instance that was disposed of takes no calls', async () => {
  const instance = await load(spinner, { worker: true });
  const spinning = instance.spin();
  await Promise.all([assert.rejects(spinning, { code: 'E0606' }), instance[Symbol.asyncDispose]()]);
  await assert.rejects(instance.two(), { code: 'E0606' });
});

test('errors of loading are those of the same thread', async () => {
  await assert.rejects(load(guestBytes('library'), { worker: true }), { name: 'JcoError', code: 'E0504', help: /imports/ });
  await assert.rejects(load(new Uint8Array(3), { worker: true }), { name: 'JcoError', code: 'E0101' });
  const wasi = { stdout: () => {} };
  await assert.rejects(load(guestBytes('command'), { worker: true, wasi }), { code: 'E0605', help: /data/ });
});

test('WASI works in a worker, and a worker at rest does not keep the process', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'jco-load-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const script = `
    import { load } from 'jco/load';
    const wasi = { args: ['command', 'write', '/out/file', 'text'], preopens: { '/out': ${JSON.stringify(folder)} } };
    const command = await load(${JSON.stringify(fileURLToPath(new URL('../guests/built/command.wasm', import.meta.url)))}, { worker: true, wasi });
    await command.run.run();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: 'inherit', timeout: 60_000 });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  assert.equal(code, 0);
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'text');
});
