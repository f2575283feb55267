// Lists of buffers in guest memory, as fd_read and fd_write take them: an address and a length each.

import { isFailure } from './errno.js';

/** @typedef {import('./descriptor.js').Descriptor} Descriptor */

/** Pieces that together are no longer than this are written as one: a system call costs more than the copy. */
const GATHERED = 0x1_0000;

const IOVEC_SIZE = 8;

const NOTHING = new Uint8Array(0);

export class BufferLists {
  #memory;
  /** @type {Uint8Array | undefined} */
  #gathered;

  /** @param {import('./memory.js').GuestMemory} memory */
  constructor(memory) {
    this.#memory = memory;
  }

  /**
   * Fills the buffers of a list one after the other.
   * @param {Descriptor} descriptor
   * @param {number} list
   * @param {number} count
   * @param {number} [position] the descriptor's own if absent
   */
  scatter(descriptor, list, count, position) {
    this.#memory.need(list, count * IOVEC_SIZE);
    let total = 0;
    for (let index = 0; index < count; index++) {
      const bytes = this.#piece(list, index);
      if (bytes.length === 0) continue;
      let got;
      try {
        got = position === undefined ? descriptor.read(bytes) : descriptor.readAt(bytes, position + total);
      } catch (error) {
        if (total === 0 || !isFailure(error)) throw error;
        break;
      }
      total += got;
      if (got < bytes.length || descriptor.isStream) break;
    }
    return total;
  }

  /**
   * @param {Descriptor} descriptor
   * @param {number} list
   * @param {number} count
   * @param {number} [position]
   */
  gather(descriptor, list, count, position) {
    this.#memory.need(list, count * IOVEC_SIZE);
    const whole = count === 0 ? NOTHING : count === 1 ? this.#piece(list, 0) : this.#joined(list, count);
    if (whole !== undefined) {
      return position === undefined ? descriptor.write(whole) : descriptor.writeAt(whole, position);
    }
    let total = 0;
    for (let index = 0; index < count; index++) {
      const bytes = this.#piece(list, index);
      let written;
      try {
        written = position === undefined ? descriptor.write(bytes) : descriptor.writeAt(bytes, position + total);
      } catch (error) {
        if (total === 0 || !isFailure(error)) throw error;
        break;
      }
      total += written;
      if (written < bytes.length) break;
    }
    return total;
  }

  /**
   * @param {number} list
   * @param {number} index
   */
  #piece(list, index) {
    const at = list + index * IOVEC_SIZE;
    return this.#memory.slice(this.#memory.view.getUint32(at, true), this.#memory.view.getUint32(at + 4, true));
  }

  /**
   * All pieces in one, unless that would be too long.
   * @param {number} list
   * @param {number} count
   */
  #joined(list, count) {
    let length = 0;
    let last = 0;
    for (let index = 0; index < count; index++) {
      const size = this.#memory.view.getUint32(list + index * IOVEC_SIZE + 4, true);
      if (size > 0) last = index;
      length += size;
    }
    if (length === this.#memory.view.getUint32(list + last * IOVEC_SIZE + 4, true)) return this.#piece(list, last);
    if (length > GATHERED) return undefined;
    this.#gathered ??= new Uint8Array(GATHERED);
    for (let index = 0, at = 0; index < count; index++) {
      const address = this.#memory.view.getUint32(list + index * IOVEC_SIZE, true);
      const size = this.#memory.view.getUint32(list + index * IOVEC_SIZE + 4, true);
      this.#memory.copyTo(this.#gathered, at, address, size);
      at += size;
    }
    return this.#gathered.subarray(0, length);
  }
}
