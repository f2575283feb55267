// A linear memory with an allocator, for tests, which grows the memory before it is full.

import { linearMemory } from '../memory.js';

/** @typedef {[align: number, size: number]} Call */

/** @param {number} [pages] */
export function linear(pages = 1) {
  const memory = new WebAssembly.Memory({ initial: pages });
  const m = linearMemory(memory);
  /** @type {Call[]} */
  const calls = [];
  let next = 64;
  /** @type {import('../memory.js').Allocate} */
  m.alloc = (align, size) => {
    calls.push([align, size]);
    const ptr = Math.ceil(next / align) * align;
    next = ptr + size + 1;
    const missing = Math.ceil(next / 65536) - memory.buffer.byteLength / 65536;
    if (missing > 0) memory.grow(missing);
    m.u8 = new Uint8Array(memory.buffer);
    m.view = new DataView(memory.buffer);
    return ptr;
  };
  return { m, memory, calls };
}

// Thrown by a trap.
/** @param {string} message */
export function trapping(message) {
  return (/** @type {any} */ error) => error instanceof WebAssembly.RuntimeError && error.message === message;
}
