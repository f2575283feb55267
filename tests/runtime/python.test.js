import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

import { engineHas } from '../spec/engine.js';
import { transpileGuest } from './guest.js';

// The component's modules use extended constant expressions, which Node 20 has behind a flag.
if (!engineHas('extendedConst')) setFlagsFromString('--experimental-wasm-extended-const');

/** @type {Record<string, any>} */
let guest;
/** @type {string[]} */
let heard;
before(async () => {
  const path = await transpileGuest('python', { map: { announced: './host.js' } });
  const host = join(dirname(path), 'host.js');
  copyFileSync(fileURLToPath(new URL('./python-host.js', import.meta.url)), host);
  ({ heard } = await import(pathToFileURL(host).href));
  guest = await import(pathToFileURL(path).href);
});

test('functions take and return values', () => {
  const { words } = guest;
  assert.deepEqual(words.count('to be or not to be'), [
    { word: 'to', times: 2 },
    { word: 'be', times: 2 },
    { word: 'or', times: 1 },
    { word: 'not', times: 1 },
  ]);
  assert.equal(words.power(2, 100), '1267650600228229401496703205376');
  assert.equal(words.divide(-7n, 2n), -4n);
});

test('an exception in Python that the interface knows is the error of the result', () => {
  assert.throws(() => guest.words.divide(1n, 0n), { payload: 'division by zero' });
  assert.equal(guest.words.divide(4n, 2n), 2n);
});

test('a resource is an object of Python', () => {
  const { Stack } = guest.stacks;
  const one = new Stack(['a', 'b']);
  const two = new Stack([]);
  assert.equal(one.push('ç'), 3);
  assert.equal(two.pop(), undefined);
  assert.equal(two.push('z'), 1);
  assert.equal(Stack.joined([one, two]), 'a, b, ç, z');
  assert.equal(one.pop(), 'ç');
  one[Symbol.dispose]();
  assert.equal(two.pop(), 'z');
});

test('the guest calls its host', () => {
  assert.equal(guest.announce('grüße'), 1);
  assert.equal(guest.announce('again'), 2);
  assert.deepEqual(heard, ['grüße', 'again']);
});
