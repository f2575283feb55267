// Streams over an open file, each with its own position.

import { EMPTY, filled, readLength, scratch } from '../core/scratch.js';

/** @typedef {import('../core/stream.js').Sink} Sink */
/** @typedef {import('../core/stream.js').Source} Source */
/** @typedef {import('./handle.js').Handle} Handle */

/** @implements {Source} */
export class FileSource {
  #file;
  #position;

  /**
   * @param {Handle} file
   * @param {number} position
   */
  constructor(file, position) {
    this.#file = file;
    this.#position = position;
  }

  /**
   * The end is not final: what is appended to the file after it was met is read by the next call.
   * @param {number} length
   */
  read(length) {
    if (length === 0) return EMPTY;
    const count = this.#file.read(scratch(length), length, this.#position);
    if (count === 0) return undefined;
    this.#position += count;
    return filled(count);
  }

  /** @param {bigint} length */
  skip(length) {
    if (length === 0n) return 0n;
    const { size, type } = this.#file.stat();
    if (type !== 'regular-file') {
      const bytes = this.read(readLength(length));
      return bytes && BigInt(bytes.length);
    }
    const left = size - BigInt(this.#position);
    if (left <= 0n) return undefined;
    const skipped = left < length ? left : length;
    this.#position += Number(skipped);
    return skipped;
  }

  close() {
    this.#file.release();
  }
}

/** @implements {Sink} */
export class FileSink {
  #file;
  #position;

  /**
   * @param {Handle} file
   * @param {number} position
   */
  constructor(file, position) {
    this.#file = file;
    this.#position = position;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    for (let rest = bytes; ; ) {
      const count = this.#file.write(rest, this.#position);
      this.#position += count;
      if (count === rest.length) return;
      rest = rest.subarray(count);
    }
  }

  close() {
    this.#file.release();
  }
}

/**
 * Each write goes to wherever the file ends by then.
 * @implements {Sink}
 */
export class AppendSink {
  #file;

  /** @param {Handle} file */
  constructor(file) {
    this.#file = file;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    for (let rest = bytes; ; ) {
      const count = this.#file.write(rest, 0);
      if (count === rest.length) return;
      rest = rest.subarray(count);
    }
  }

  close() {
    this.#file.release();
  }
}
