import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  callPostReturn, componentInstance, entrance, fusedInstance, inOwnContext, mayLeave, reallocate, reallocate64,
} from '../instance.js';
import { linear, trapping } from './linear.js';

const entered = trapping('cannot enter component instance');
const left = trapping('cannot leave component instance');

test('a component is entered by one call at a time', () => {
  const { root, mayEnter, enter, leave } = entrance();
  mayEnter();
  assert.equal(root.entered, 0);
  assert.equal(enter(), undefined);
  assert.equal(root.entered, 1);
  assert.throws(mayEnter, entered);
  assert.throws(enter, entered);
  assert.equal(leave(42), 42);
  assert.equal(enter(7), 7);
  assert.throws(enter, entered);
});

test('a component that has a state of its own is entered by that', () => {
  const own = { entered: 0, isTaken: true };
  const { root, enter } = entrance(own);
  enter();
  assert.equal(root, own);
  assert.equal(own.entered, 1);
  entrance().enter();
});

test("may-leave of a fused instance is the adapters' global", () => {
  const instance = fusedInstance();
  mayLeave(instance);
  instance.flags.value = 0;
  assert.throws(() => mayLeave(instance), left);
  instance.mayLeave = true;
  assert.equal(instance.flags.value, 1);
  instance.mayLeave = false;
  assert.equal(instance.flags.value, 0);
});

test('a post-return function is called with the result, and may not leave', () => {
  const instance = componentInstance();
  /** @type {unknown[]} */
  const seen = [];
  callPostReturn(instance, (/** @type {unknown} */ result) => seen.push(result, instance.mayLeave), 42);
  assert.deepEqual(seen, [42, false]);
  assert.equal(instance.mayLeave, true);
});

test('realloc runs in a component that is entered and cannot be left', () => {
  const root = { entered: 0 };
  const instance = componentInstance();
  const { m } = linear();
  /** @type {unknown[]} */
  const seen = [];
  const ptr = reallocate(root, instance, m, (/** @type {number[]} */ ...args) => {
    seen.push(args, root.entered, instance.mayLeave);
    return 64;
  }, 4, 8);
  assert.equal(ptr, 64);
  assert.deepEqual(seen, [[0, 0, 4, 8], 1, false]);
  assert.deepEqual([root.entered, instance.mayLeave], [0, true]);
});

test('a pointer that is no good ends the component', () => {
  const { m } = linear();
  for (const [ptr, message] of /** @type {[number, string][]} */ ([
    [65, 'realloc return: result not aligned'], [65536, 'realloc return: beyond end of memory'],
    [-4, 'realloc return: beyond end of memory'],
  ])) {
    const root = { entered: 0 };
    assert.throws(() => reallocate(root, componentInstance(), m, () => ptr, 4, 4), trapping(message));
    assert.equal(root.entered, 1);
  }
});

test('a 64-bit realloc takes and gives bigints', () => {
  const root = { entered: 0 };
  const { m } = linear();
  /** @type {unknown[]} */
  const seen = [];
  const realloc = (/** @type {bigint[]} */ ...args) => (seen.push(...args), 64n);
  assert.equal(reallocate64(root, componentInstance(), m, realloc, 4, 8), 64);
  assert.deepEqual(seen, [0n, 0n, 4n, 8n]);
  const far = () => 1n << 40n;
  assert.throws(
    () => reallocate64(root, componentInstance(), m, far, 4, 8),
    trapping('realloc return: beyond end of memory'),
  );
});

test('a realloc has context slots of its own', () => {
  const context = [1, 2];
  const realloc = inOwnContext(context, (/** @type {number} */ size) => {
    assert.deepEqual(context, [0, 0]);
    context[0] = 99;
    return size;
  });
  assert.equal(realloc(7), 7);
  assert.deepEqual(context, [1, 2]);
});
