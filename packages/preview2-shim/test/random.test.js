import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom, insecure, insecureSeed, random } from '../lib/random/index.js';
import { assertTraps } from './payload.js';

test('random bytes are as many as asked for, and never the same', () => {
  for (const bytesOf of [random.getRandomBytes, insecure.getInsecureRandomBytes]) {
    for (const length of [0, 1, 32, 1024, 1025, 8192, 200_000]) assert.equal(bytesOf(BigInt(length)).length, length);
    const seen = new Set();
    for (let count = 0; count < 3000; count++) seen.add(bytesOf(16n).join());
    assert.equal(seen.size, 3000);
  }
});

test('random words are 64 bits wide', () => {
  for (const word of [random.getRandomU64, insecure.getInsecureRandomU64]) {
    let all = 0n;
    let common = 2n ** 64n - 1n;
    for (let count = 0; count < 200; count++) {
      const drawn = word();
      all |= drawn;
      common &= drawn;
    }
    assert.equal(all, 2n ** 64n - 1n);
    assert.equal(common, 0n);
  }
});

test('a list stays what it was when more is drawn', () => {
  const key = random.getRandomBytes(32n);
  const copy = key.slice();
  for (let count = 0; count < 1000; count++) random.getRandomBytes(32n);
  assert.deepEqual(key, copy);
});

test('served bytes do not stay in the pool, and are not served again', () => {
  /** @type {Uint8Array} */
  let pool;
  let fills = 0;
  const fill = (bytes) => {
    fills++;
    pool = bytes;
    for (let index = 0; index < bytes.length; index++) bytes[index] = 1 + ((index + fills) % 255);
  };
  const { random } = createRandom({ fill });
  const first = random.getRandomBytes(100n);
  random.getRandomU64();
  assert.ok(first.every((byte) => byte > 0));
  assert.ok(pool.subarray(0, 108).every((byte) => byte === 0));
  assert.ok(pool.subarray(108).every((byte) => byte > 0));
  for (let count = 0; count < 100; count++) {
    assert.ok(random.getRandomBytes(100n).every((byte) => byte > 0));
    assert.notEqual(random.getRandomU64(), 0n);
  }
  assert.equal(fills, 2);
});

test('an absurd number of bytes traps', () => {
  assertTraps(() => random.getRandomBytes(2n ** 64n - 1n), /random bytes were asked for at once/);
});

test('the seed is one per instance', () => {
  assert.deepEqual(insecureSeed.insecureSeed(), insecureSeed.insecureSeed());
  const [one, other] = [createRandom(), createRandom()];
  assert.deepEqual(one.insecureSeed.insecureSeed(), one.insecureSeed.insecureSeed());
  assert.notDeepEqual(one.insecureSeed.insecureSeed(), other.insecureSeed.insecureSeed());
  assert.deepEqual(createRandom({ seed: [1n, 2n] }).insecureSeed.insecureSeed(), [1n, 2n]);
});
