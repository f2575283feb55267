// What WASI functions throw are values, not errors: `node:assert` has no word for that.

import assert from 'node:assert/strict';

/**
 * What a call throws.
 * @param {() => unknown} call
 */
export function thrown(call) {
  let result;
  try {
    result = call();
  } catch (payload) {
    return payload;
  }
  assert.fail(`nothing was thrown, but ${String(result)} returned`);
}

/**
 * @param {() => unknown} call
 * @param {RegExp} message
 */
export function assertTraps(call, message) {
  const error = thrown(call);
  assert.ok(error instanceof WebAssembly.RuntimeError, `expected a trap, got ${String(error)}`);
  assert.match(error.message, message);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {string} text */
export const bytes = (text) => encoder.encode(text);

/** @param {Uint8Array} list */
export const text = (list) => decoder.decode(list);
