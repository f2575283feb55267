// args_* and environ_*: lists of strings, each ending in a zero byte, and of where each begins.

import { encode } from './memory.js';

/** @typedef {import('./index.js').State} State */

const POINTER_SIZE = 4;

/** @param {State} state */
export function environmentFunctions({ memory, args, env }) {
  const encodedArgs = args.map(terminated);
  const encodedEnv = env.map(([name, value]) => terminated(`${name}=${value}`));

  /**
   * @param {Uint8Array[]} strings
   * @param {number} countResult
   * @param {number} sizeResult
   */
  function sizes(strings, countResult, sizeResult) {
    memory.setU32(countResult >>> 0, strings.length);
    memory.setU32(sizeResult >>> 0, strings.reduce((size, { length }) => size + length, 0));
  }

  /**
   * @param {Uint8Array[]} strings
   * @param {number} pointers
   * @param {number} buffer
   */
  function list(strings, pointers, buffer) {
    let at = buffer >>> 0;
    for (const [index, bytes] of strings.entries()) {
      memory.setU32((pointers >>> 0) + index * POINTER_SIZE, at);
      memory.slice(at, bytes.length).set(bytes);
      at += bytes.length;
    }
  }

  return {
    /** @type {(pointers: number, buffer: number) => void} */
    args_get: (pointers, buffer) => list(encodedArgs, pointers, buffer),
    /** @type {(count: number, size: number) => void} */
    args_sizes_get: (count, size) => sizes(encodedArgs, count, size),
    /** @type {(pointers: number, buffer: number) => void} */
    environ_get: (pointers, buffer) => list(encodedEnv, pointers, buffer),
    /** @type {(count: number, size: number) => void} */
    environ_sizes_get: (count, size) => sizes(encodedEnv, count, size),
  };
}

/** @param {string} text */
function terminated(text) {
  if (text.includes('\0')) throw new TypeError(`an argument or variable has a zero byte: ${JSON.stringify(text)}`);
  return encode(`${text}\0`);
}
