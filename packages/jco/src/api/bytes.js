// Bytes and text as arguments.

import { JcoArgumentError } from '../errors.js';

/**
 * The bytes of an argument, without a copy unless other threads may write to them.
 *
 * @param {unknown} value
 * @param {string} what how to name the argument
 * @returns {Uint8Array}
 */
export function bytesOf(value, what) {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) {
    throw new JcoArgumentError(`${what} must be a Uint8Array`, `${article(value)} was given`);
  }
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const isShared = typeof SharedArrayBuffer !== 'undefined' && value.buffer instanceof SharedArrayBuffer;
  return isShared ? bytes.slice() : bytes;
}

/**
 * Bytes, or text as UTF-8.
 *
 * @param {unknown} value
 * @param {string} what how to name the argument
 * @returns {Uint8Array}
 */
export function textOf(value, what) {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return bytesOf(value, `${what}, where it is not a string,`);
}

/**
 * What a value is, for a message: `a string`, `undefined`.
 *
 * @param {unknown} value
 */
export function article(value) {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  const type = typeof value;
  return type === 'object' ? 'an object' : `a ${type}`;
}
