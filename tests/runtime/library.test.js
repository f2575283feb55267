import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { instantiableGuest, transpileGuest } from './guest.js';
import { Counter, imports, logged } from './library-host.js';
import { playTranscript, readTranscript } from './transcript.js';

const steps = readTranscript('library');

const instantiable = instantiableGuest('library', { instantiation: 'async' });

/** A fresh instance. */
async function library() {
  return (await instantiable)(imports);
}

test('values, resources and callbacks are as under wasmtime, instantiated asynchronously', async () => {
  await playTranscript(steps, library, Counter);
});

test('values, resources and callbacks are as under wasmtime, instantiated synchronously', async () => {
  const instantiate = await instantiableGuest('library', { instantiation: 'sync' });
  await playTranscript(steps, () => instantiate(imports), Counter);
});

test('values, resources and callbacks are as under wasmtime, as a module that imports its host', async () => {
  const map = { 'test:library/*': './host.js', 'notify': './host.js#notify' };
  const path = await transpileGuest('library', { map });
  const host = join(dirname(path), 'host.js');
  copyFileSync(fileURLToPath(new URL('./library-host.js', import.meta.url)), host);
  const { Counter: HostCounter } = await import(pathToFileURL(host).href);
  let instances = 0;
  await playTranscript(steps, () => import(`${pathToFileURL(path).href}?${instances++}`), HostCounter);
});

test('an interface is exported under its short name and under its full name', async () => {
  const exports = await library();
  assert.equal(exports.values, exports['test:library/values@1.2.0']);
  assert.equal(exports.values.add(1, 2), 3);
  assert.equal(typeof exports.greet, 'function');
});

test('lists of numbers are typed arrays that the guest no longer has', async () => {
  const { values } = await library();
  const bytes = values.bytes(3);
  assert.ok(bytes instanceof Uint8Array);
  const scaled = values.scale(Float32Array.of(1, 2), 3);
  assert.ok(scaled instanceof Float32Array);
  values.bytes(1000);
  assert.deepEqual([...bytes], [0, 1, 2]);
  assert.deepEqual([...scaled], [3, 6]);
});

test('the error of a result is thrown with its payload, and the instance stays usable', async () => {
  const { values } = await library();
  assert.throws(() => values.divide(1, 0), (/** @type {any} */ error) => {
    assert.ok(error instanceof Error);
    assert.equal(error.constructor.name, 'ComponentError');
    return /** @type {any} */ (error).payload === '1 by zero';
  });
  assert.equal(values.divide(6, 2), 3);
});

test('an absent option is undefined, also when it is missing from a record or null', async () => {
  const { values } = await library();
  const home = { x: 0, y: 0 };
  const who = { name: 'Ann', age: 1, nickNames: [], home, favourite: 'red', rights: {} };
  assert.equal(values.birthday(who).email, undefined);
  assert.equal(values.birthday({ ...who, email: null }).email, undefined);
  assert.equal(values.birthday({ ...who, email: '' }).email, '');
});

test('lone surrogates become replacement characters', async () => {
  const { values } = await library();
  assert.equal(values.reverse('a\ud800b'), 'b\ufffda');
});

test('a name that no enum has is refused before the guest runs', async () => {
  const { values } = await library();
  assert.throws(() => values.opposite('purple'), TypeError);
  assert.throws(() => values.nextChar('two'), TypeError);
  assert.equal(values.opposite('red'), 'green');
});

test('the host is told what the guest says', async () => {
  const { callbacks } = await library();
  logged.length = 0;
  callbacks.addInHost(3, 4);
  assert.deepEqual(logged, ['adding 3 and 4']);
});

test('an exception of the host goes through the guest to the caller', async () => {
  const failure = new Error('the host is broken');
  const broken = { ...imports['test:library/host'], add: () => { throw failure; } };
  const { callbacks } = await (await instantiable)({ ...imports, 'test:library/host': broken });
  assert.throws(() => callbacks.addInHost(1, 2), failure);
});

test('a resource of the host keeps its identity through the guest', async () => {
  const { callbacks } = await library();
  const counter = new Counter(1);
  assert.equal(callbacks.bump(counter), counter);
  assert.equal(counter.value(), 2);
  assert.equal(callbacks.keep(counter), undefined);
  assert.equal(callbacks.keep(undefined), counter);
});

test('the host disposes of the resources that the guest drops, and only of those', async () => {
  const { callbacks } = await library();
  Counter.dropped = 0;
  assert.equal(callbacks.countUp(0, 3), 3);
  assert.equal(Counter.dropped, 1);
  const into = new Counter(1);
  assert.equal(callbacks.absorbAll(into, [new Counter(10), new Counter(100)]), 111);
  assert.equal(Counter.dropped, 3);
  assert.equal(callbacks.peek(into), 111);
  assert.equal(Counter.dropped, 3);
});

test('a resource of the guest is a class with its methods', async () => {
  const { accounts } = await library();
  const account = new accounts.Account('ann');
  assert.ok(account instanceof accounts.Account);
  assert.equal(accounts.Account.name, 'Account');
  assert.equal(account.deposit(5n), 5n);
  assert.ok(accounts.Account.open('bob', 1n) instanceof accounts.Account);
  const constructed = accounts.split(account, 2);
  assert.ok(constructed.every((/** @type {unknown} */ each) => each instanceof accounts.Account));
});

test('a resource that was given away or dropped cannot be used', async () => {
  const { accounts } = await library();
  const given = new accounts.Account('given');
  accounts.close(given);
  assert.throws(() => given.owner());
  const again = await library();
  const dropped = new again.accounts.Account('dropped');
  dropped[Symbol.dispose]();
  assert.equal(again.accounts.alive(), 0);
  assert.throws(() => dropped.owner());
});

test('resources of two instances are not mixed up', async () => {
  const [one, two] = [await library(), await library()];
  const account = new one.accounts.Account('one');
  assert.throws(() => two.accounts.close(account));
  assert.equal(one.accounts.alive(), 1);
});
