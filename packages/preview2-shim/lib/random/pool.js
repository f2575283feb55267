// Random bytes in small portions: asking the host costs over a microsecond however few bytes are wanted.

import { trap } from '../core/errors.js';

/** @typedef {(bytes: Uint8Array) => void} Fill fills the whole array with random bytes */

const SIZE = 8192;

/** Portions above this size are drawn from the host directly. */
const LARGEST_PORTION = 1024;

/** More than this in one list is taken for a mistake. */
const LARGEST_LIST = 0x4000_0000n;

/** @typedef {ReturnType<typeof randomPool>} RandomPool */

/** @param {Fill} fill */
export function randomPool(fill) {
  const pool = new Uint8Array(SIZE);
  const words = new DataView(pool.buffer);
  let next = SIZE;

  /**
   * Moves past bytes that no one was given, and tells where they are.
   * @param {number} length
   */
  function take(length) {
    if (next + length > SIZE) {
      fill(pool);
      next = 0;
    }
    const start = next;
    next += length;
    return start;
  }

  return {
    /** @param {bigint} length */
    bytes(length) {
      if (length > LARGEST_LIST) throw trap(`${length} random bytes were asked for at once`);
      if (length > LARGEST_PORTION) {
        const bytes = new Uint8Array(Number(length));
        fill(bytes);
        return bytes;
      }
      const start = take(Number(length));
      const bytes = pool.slice(start, next);
      // What was served may be a key: no copy of it stays behind.
      pool.fill(0, start, next);
      return bytes;
    },

    u64() {
      const start = take(8);
      const word = words.getBigUint64(start);
      words.setBigUint64(start, 0n);
      return word;
    },
  };
}
