// What V8 is told of memories of instances that are done with.
//
// It counts a memory whole, and collects garbage when there are 64 MiB of them: after every 60th request. Next to nothing
// of such a memory is in use, and none of it once the instance is done: then its pages go back to the system, V8 is told
// that so many bytes are none of its business, and that they are again when there are enough to be worth collecting.

/** How many bytes V8 is not told of at most. It never hears of fewer bytes than none: it has been told of as many to begin with. */
const MOST_BYTES = 0x1000_0000;

/** Of how many memories: each takes 10 GB of addresses and three mappings until it is collected. */
const MOST_MEMORIES = 200;

/**
 * What the addon can do that JavaScript cannot.
 * @typedef {object} MemoryAddon
 * @property {(change: number) => void} adjustExternalMemory
 * @property {(buffer: ArrayBuffer) => boolean} discardPages false where the system has no such thing
 */

export class SpentMemories {
  #addon;
  #bytes = 0;
  #count = 0;

  /** @param {MemoryAddon} addon */
  constructor(addon) {
    this.#addon = addon;
    addon.adjustExternalMemory(MOST_BYTES);
  }

  /** @param {WebAssembly.Memory} memory that nobody will look at any more */
  add({ buffer }) {
    const { byteLength } = buffer;
    if (!this.#addon.discardPages(/** @type {ArrayBuffer} */ (buffer)) || byteLength > MOST_BYTES) return;
    if (this.#bytes + byteLength > MOST_BYTES || this.#count === MOST_MEMORIES) this.settle();
    this.#bytes += byteLength;
    this.#count++;
    this.#addon.adjustExternalMemory(-byteLength);
  }

  /** Tells V8 of all of them, which makes it collect what there is. */
  settle() {
    if (this.#count === 0) return;
    this.#addon.adjustExternalMemory(this.#bytes);
    this.#bytes = 0;
    this.#count = 0;
  }
}
