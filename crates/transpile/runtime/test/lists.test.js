import assert from 'node:assert/strict';
import { test } from 'node:test';

import { liftNumbers, listLength, loadNumbers, lowerNumbers, mapEntries, storeNumbers } from '../lists.js';
import { f64s, loweredLength, s64s, u16s, u8s } from '../memory.js';
import { linear, trapping } from './linear.js';

test('bytes are copied in and out', () => {
  const { m, calls } = linear();
  const ptr = lowerNumbers(m, u8s, 1, [1, 2, 255]);
  const bytes = liftNumbers(m, u8s, 1, ptr, 3);
  assert.deepEqual(bytes, Uint8Array.of(1, 2, 255));
  m.u8.fill(0);
  assert.deepEqual(bytes, Uint8Array.of(1, 2, 255));
  lowerNumbers(m, u8s, 1, new Uint8Array());
  assert.deepEqual(calls, [[1, 3], [1, 0]]);
});

test('numbers are copied as a typed array, at their alignment', () => {
  const { m, calls } = linear();
  const doubles = lowerNumbers(m, f64s, 8, [0.5, -0]);
  assert.deepEqual(liftNumbers(m, f64s, 8, doubles, 2), Float64Array.of(0.5, -0));
  const longs = lowerNumbers(m, s64s, 8, BigUint64Array.of((1n << 64n) - 1n));
  assert.deepEqual(liftNumbers(m, s64s, 8, longs, 1), BigInt64Array.of(-1n));
  assert.deepEqual(calls, [[8, 16], [8, 8]]);
});

test('the memory may grow while room is made', () => {
  const { m } = linear();
  const list = new Uint16Array(100_000).fill(7);
  const ptr = lowerNumbers(m, u16s, 2, list);
  assert.deepEqual(liftNumbers(m, u16s, 2, ptr, list.length), list);
  const bytes = new Uint8Array(100_000).fill(9);
  assert.deepEqual(liftNumbers(m, u8s, 1, lowerNumbers(m, u8s, 1, bytes), bytes.length), bytes);
});

test('converting an element may make the memory grow, or the list longer', () => {
  const { m, memory } = linear();
  /** @type {any[]} */
  const list = [1, { valueOf: () => memory.grow(1) && 2 }, 3];
  assert.deepEqual(liftNumbers(m, u8s, 1, lowerNumbers(m, u8s, 1, list), 3), Uint8Array.of(1, 2, 3));
  assert.deepEqual(liftNumbers(m, f64s, 8, lowerNumbers(m, f64s, 8, list), 3), Float64Array.of(1, 2, 3));
  list[1] = { valueOf: () => list.push(4) };
  const ptr = lowerNumbers(m, u16s, 2, list);
  assert.deepEqual(liftNumbers(m, u16s, 2, ptr, loweredLength), Uint16Array.of(1, 4, 3).slice(0, loweredLength));
});

test('what is no list of numbers is refused before it is converted', () => {
  const { m } = linear();
  for (const value of [5, 'text', {}, new DataView(new ArrayBuffer(8))]) {
    assert.throws(() => lowerNumbers(m, u8s, 1, value), { name: 'TypeError' });
  }
});

test('lists are stored as a pointer and a length', () => {
  const { m } = linear();
  storeNumbers(m, u8s, 1, [1, 2], 16);
  assert.deepEqual(loadNumbers(m, u8s, 1, 16), Uint8Array.of(1, 2));
  storeNumbers(m, u16s, 2, [1, 65535], 24);
  assert.deepEqual(loadNumbers(m, u16s, 2, 24), Uint16Array.of(1, 65535));
  assert.equal(m.view.getUint32(28, true), 2);
  assert.equal(loweredLength, 2);
});

test('what is lifted is checked', () => {
  const { m } = linear();
  assert.throws(() => liftNumbers(m, u8s, 1, 65536, 1), trapping('list pointer/length out of bounds of memory'));
  assert.throws(() => liftNumbers(m, u16s, 2, 65, 0), trapping('list pointer is not aligned'));
});

test('what is no list, or too long, is an error', () => {
  assert.equal(listLength([1, 2], 4), 2);
  assert.equal(listLength({ length: 3 }, 4), 3);
  for (const value of ['text', {}, 5, { length: '2' }]) {
    assert.throws(() => listLength(/** @type {any} */ (value), 1), { name: 'TypeError' });
  }
  assert.throws(() => listLength({ length: 0x4000000 }, 4), { name: 'RangeError' });
});

test('entries come from a map, pairs, or an object', () => {
  const entries = [['a', 1], ['b', 2]];
  for (const map of [new Map(Object.entries({ a: 1, b: 2 })), entries, { a: 1, b: 2 }]) {
    assert.deepEqual(mapEntries(map), entries);
  }
  for (const map of [[5], 'text', undefined]) assert.throws(() => mapEntries(map), TypeError);
});
