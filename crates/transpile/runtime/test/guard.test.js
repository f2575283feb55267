import assert from 'node:assert/strict';
import { test } from 'node:test';

import { guardedDestructor, throwThrough, thrownByHost } from '../guard.js';
import { trap } from '../trap.js';
import { trapping } from './linear.js';

/** @param {() => unknown} call @returns {any} */
function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing is thrown');
}

// With exceptions in their first form, which all engines have:
//
// (module
//   (import "" "f" (func $f))
//   (func (export "catch") (result i32) try call $f catch_all i32.const 1 return end i32.const 0))
const catcher = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 2, 96, 0, 0, 96, 0, 1, 127, 2, 6, 1, 0, 1, 102, 0, 0, 3, 2, 1, 1, 7, 9, 1, 5, 99, 97,
  116, 99, 104, 0, 1, 10, 15, 1, 13, 0, 6, 64, 16, 0, 25, 65, 1, 15, 11, 65, 0, 11,
);

/** @param {() => void} f @returns {number} 1 where core code caught what it threw */
function caught(f) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(catcher), { '': { f } });
  return /** @type {any} */ (exports).catch();
}

test('core code catches what JavaScript throws, but not a trap', () => {
  assert.equal(caught(() => { throw new Error('x'); }), 1);
  assert.equal(caught(() => { throw new WebAssembly.RuntimeError('x'); }), 1);
  assert.throws(() => caught(() => trap('a message')), trapping('a message'));
});

test('nor what is thrown through it, which comes out as it was', () => {
  for (const value of [new Error('x'), undefined, 'text', 7]) {
    const carrier = thrown(() => caught(() => throwThrough(value)));
    assert.ok(carrier instanceof WebAssembly.RuntimeError);
    assert.equal(thrownByHost(carrier), value);
  }
});

test('anything else is itself', () => {
  for (const value of [new Error('x'), thrown(() => trap('x')), undefined, null, 'text']) {
    assert.equal(thrownByHost(value), value);
  }
});

test('an exception of WebAssembly that comes out is a trap', () => {
  const { Exception, Tag } = /** @type {any} */ (WebAssembly);
  const exception = new Exception(new Tag({ parameters: [] }), []);
  const uncaught = trapping('uncaught exception propagated out of component');
  assert.throws(() => thrownByHost(exception), uncaught);
  assert.throws(() => guardedDestructor(() => { throw exception; })(7), uncaught);
});

test('a guarded destructor gets its representation, and lets other errors pass', () => {
  /** @type {number[]} */
  const reps = [];
  guardedDestructor((rep) => reps.push(rep))(7);
  assert.deepEqual(reps, [7]);
  const error = new Error('x');
  assert.throws(() => guardedDestructor(() => { throw error; })(7), (thrown) => thrown === error);
});
