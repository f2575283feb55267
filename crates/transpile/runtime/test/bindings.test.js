import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bindCore, bindOptional } from '../bindings.js';

const cabiLower = Symbol.for('cabiLower');
const guest = { stringEncoding: 'utf8', resourceTables: [] };

test('the core function is made at the first call, once, of the guest', () => {
  /** @type {unknown[]} */
  const guests = [];
  const host = Object.assign(() => {}, {
    [cabiLower]: (/** @type {unknown} */ guest) => (guests.push(guest), (/** @type {number} */ a, /** @type {number} */ b) => a + b),
  });
  const core = bindCore(host, () => guest, 'add');
  assert.deepEqual(guests, []);
  assert.deepEqual([core(1, 2), core(3, 4)], [3, 7]);
  assert.deepEqual(guests, [guest]);
});

test('without it there is an error, or what is called otherwise', () => {
  const message = 'import "add" has no Symbol.for(\'cabiLower\')';
  for (const host of [() => {}, undefined, {}, { [cabiLower]: 7 }]) {
    assert.throws(() => bindCore(host, () => guest, 'add'), { name: 'TypeError', message });
    const otherwise = () => 7;
    assert.equal(bindOptional(host, () => guest, otherwise), otherwise);
  }
  const host = { [cabiLower]: () => () => 42 };
  assert.equal(bindOptional(host, () => guest, () => 7)(), 42);
});
