import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ComponentError, errorPayload } from '../errors.js';

test('a ComponentError has its payload, which shows unless it is the message', () => {
  /** @type {any} */
  const text = new ComponentError('it failed');
  assert.deepEqual([text.message, text.payload, Object.keys(text)], ['it failed', 'it failed', []]);
  assert.ok(text instanceof Error);
  for (const payload of [undefined, null, 7, 7n, { code: 1 }, [1], { toString: 1 }, Object.create(null)]) {
    /** @type {any} */
    const error = new ComponentError(payload);
    assert.match(error.message, / \(see error\.payload\)$/);
    assert.equal(error.payload, payload);
    assert.deepEqual(Object.keys(error), ['payload']);
  }
});

test('the payload of what the host throws is its own, or itself', () => {
  assert.equal(errorPayload(new ComponentError('text')), 'text');
  assert.equal(errorPayload(Object.assign(new Error('x'), { payload: undefined })), undefined);
  assert.equal(errorPayload({ payload: 7 }), 7);
  for (const value of [undefined, null, 0, 'text', Symbol.iterator]) assert.equal(errorPayload(value), value);
  const record = { code: 1 };
  assert.equal(errorPayload(record), record);
  const inherited = Object.create({ payload: 7 });
  assert.equal(errorPayload(inherited), inherited);
});

test('an Error without one is a failure of the host', () => {
  for (const error of [new Error('x'), new TypeError('y'), new WebAssembly.RuntimeError('z')]) {
    assert.throws(() => errorPayload(error), (thrown) => thrown === error);
  }
});
