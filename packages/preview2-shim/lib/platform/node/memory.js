// Shared memory for channels, each time a part of a buffer that several have: the C library clears a good deal of every
// buffer it makes, which costs that much memory even where nothing is ever put.

import { CHANNEL_BYTES, CHANNEL_WORDS } from './shared.js';

/** @typedef {{ buffer: SharedArrayBuffer, offset: number }} Memory */

const CHANNELS = 16;

export class MemoryPool {
  /** @type {{ buffer: SharedArrayBuffer, free: number[] }[]} */
  #slabs = [];

  /** @returns {Memory} */
  take() {
    const slab = this.#slabs.findLast(({ free }) => free.length > 0) ?? this.#grow();
    const offset = /** @type {number} */ (slab.free.pop());
    new Int32Array(slab.buffer, offset, CHANNEL_WORDS).fill(0);
    return { buffer: slab.buffer, offset };
  }

  /** @param {Memory} memory that came from here, and that no one uses */
  give({ buffer, offset }) {
    const slab = this.#slabs.find((one) => one.buffer === buffer);
    slab?.free.push(offset);
    const isUnused = slab?.free.length === CHANNELS;
    // One is kept for channels to come.
    if (isUnused && this.#slabs.some((one) => one !== slab && one.free.length > 0)) {
      this.#slabs.splice(this.#slabs.indexOf(slab), 1);
    }
  }

  #grow() {
    const buffer = new SharedArrayBuffer(CHANNELS * CHANNEL_BYTES);
    const slab = { buffer, free: Array.from({ length: CHANNELS }, (_, index) => (CHANNELS - 1 - index) * CHANNEL_BYTES) };
    this.#slabs.push(slab);
    return slab;
  }
}
