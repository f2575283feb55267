// A file system in memory that stands for a directory of the browser.

import { MemoryFile, Volume } from './memory-node.js';

const MILLISECOND = 1_000_000n;

/** What `sync` of a guest does, which is known when the directory has been read. */
/** @typedef {() => void} Sync */

/** Links cannot be kept, so there are none. */
export class StoredVolume extends Volume {
  hasLinks = false;
  /** @type {Sync} */
  sync = () => {};
  #left;
  #full = 'insufficient-space';

  /** @param {number} limit */
  constructor(limit) {
    super(limit);
    this.#left = limit;
  }

  /** @param {number} bytes negative to give back */
  reserve(bytes) {
    if (bytes > this.#left) throw this.#full;
    this.#left -= bytes;
  }

  /**
   * Makes sure that no more is written than can be kept.
   * @param {number} bytes that the browser has room for
   */
  allow(bytes) {
    if (bytes >= this.#left) return;
    this.#left = bytes;
    this.#full = 'quota';
  }
}

/** A file whose bytes may still be where they were stored. */
export class StoredFile extends MemoryFile {
  /** @type {File | undefined} */
  #file;

  /**
   * @param {StoredVolume} volume
   * @param {File} file
   */
  constructor(volume, file) {
    super(volume);
    volume.reserve(file.size);
    this.#file = file;
    this.modified = this.changed = this.accessed = BigInt(file.lastModified) * MILLISECOND;
  }

  get size() {
    return this.#file?.size ?? super.size;
  }

  get bytes() {
    this.#read();
    return super.bytes;
  }

  /** @param {number} size */
  resize(size) {
    if (size === 0) this.#forget();
    else this.#read();
    super.resize(size);
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} position
   */
  write(bytes, position) {
    this.#read();
    super.write(bytes, position);
  }

  discard() {
    this.#forget();
    super.discard();
  }

  /** Reads it where no thread can be stopped. */
  async load() {
    if (this.#file !== undefined) this.#fill(await this.#file.arrayBuffer());
  }

  #read() {
    if (this.#file === undefined) return;
    let buffer;
    try {
      buffer = new /** @type {any} */ (globalThis).FileReaderSync().readAsArrayBuffer(this.#file);
    } catch {
      // Someone else has changed or removed it.
      throw 'io';
    }
    this.#fill(buffer);
  }

  /** @param {ArrayBuffer} buffer */
  #fill(buffer) {
    const { modified, changed, changes } = this;
    this.#forget();
    super.write(new Uint8Array(buffer), 0);
    Object.assign(this, { modified, changed, changes });
  }

  #forget() {
    if (this.#file !== undefined) this.volume.reserve(-this.#file.size);
    this.#file = undefined;
  }
}
