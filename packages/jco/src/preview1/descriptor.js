// What a guest has open. Each kind has a class; what a kind has not, fails as this class says.

/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').Handle} Handle */
/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').NewTime} NewTime */
/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').Stat} Stat */
/** @typedef {import('@jco/preview2-shim/internal/core/pollable.js').Pollable} Pollable */

/** Flags of a descriptor. */
export const APPEND = 1;
export const DSYNC = 2;
export const NONBLOCK = 4;
export const RSYNC = 8;
export const SYNC = 16;

/** Kinds of files, by the names the shim has for them. */
export const fileTypes = {
  'unknown': 0,
  'block-device': 1,
  'character-device': 2,
  'directory': 3,
  'regular-file': 4,
  'socket-datagram': 5,
  'socket': 6,
  'symbolic-link': 7,
  'fifo': 0,
};

export class Descriptor {
  flags = 0;
  /** The path of a preopened directory. @type {Uint8Array | undefined} */
  preopened;
  #allowed = -1;
  #inheritable = -1;

  /** @returns {number} */
  get type() {
    return fileTypes.unknown;
  }

  /** All rights this kind has. */
  get full() {
    return 0;
  }

  /** All rights that what is opened through it can have. */
  get fullInheriting() {
    return 0;
  }

  get base() {
    return this.full & this.#allowed;
  }

  get inheriting() {
    return this.fullInheriting & this.#inheritable;
  }

  /** @param {number} right */
  need(right) {
    if ((this.#allowed & right) === 0) throw 'not-capable';
  }

  /**
   * @param {number} base
   * @param {number} inheriting
   */
  restrict(base, inheriting) {
    if ((base & ~this.base) !== 0 || (inheriting & ~this.inheriting) !== 0) throw 'not-capable';
    this.#allowed = base;
    this.#inheritable = inheriting;
  }

  /**
   * Passes what was given up here to what is opened through this.
   * @param {Descriptor} opened
   */
  bequeath(opened) {
    opened.#allowed = opened.#inheritable = this.#inheritable;
  }

  close() {}

  // Bytes

  /** Whether a read may give less than was asked for before the end, and then must not be asked again. */
  get isStream() {
    return true;
  }

  /**
   * @param {Uint8Array} bytes to be filled
   * @returns {number} how many were; 0 at the end
   */
  read(bytes) {
    throw 'bad-descriptor';
  }

  /**
   * @param {Uint8Array} bytes
   * @returns {number} how many were written
   */
  write(bytes) {
    throw 'bad-descriptor';
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} position
   * @returns {number}
   */
  readAt(bytes, position) {
    throw 'invalid-seek';
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} position
   * @returns {number}
   */
  writeAt(bytes, position) {
    throw 'invalid-seek';
  }

  /**
   * @param {bigint} offset
   * @param {number} whence
   * @returns {number} the position
   */
  seek(offset, whence) {
    throw 'invalid-seek';
  }

  /** @returns {number} */
  tell() {
    throw 'invalid-seek';
  }

  /** Checks that advice can be given. */
  advise() {
    throw 'invalid-seek';
  }

  /** @param {number} flags */
  setFlags(flags) {
    if ((flags & ~NONBLOCK) !== 0) throw 'invalid';
    this.flags = flags;
  }

  /** @returns {Stat | undefined} undefined where only the type is known */
  stat() {
    return undefined;
  }

  /** @param {number} size */
  truncate(size) {
    throw 'invalid';
  }

  /** @param {number} size */
  allocate(size) {
    throw 'bad-descriptor';
  }

  /**
   * @param {NewTime} accessed
   * @param {NewTime} modified
   */
  setTimes(accessed, modified) {
    throw 'bad-descriptor';
  }

  /** @param {'data' | 'file'} what */
  sync(what) {
    throw 'invalid';
  }

  // Directories

  /** @returns {Handle} */
  get directory() {
    throw 'not-directory';
  }

  /** @returns {Handle} */
  get mutableDirectory() {
    throw 'not-directory';
  }

  /**
   * @param {boolean} again whether to look anew
   * @returns {import('./directory-listing.js').Listing}
   */
  list(again) {
    throw 'not-directory';
  }

  // Waiting

  /**
   * @param {'read' | 'write'} what
   * @returns {Pollable | undefined} undefined if it is always ready
   */
  subscribe(what) {
    throw 'bad-descriptor';
  }

  /** How many bytes a read gives that is ready. */
  available() {
    return 1n;
  }

  // Sockets

  /**
   * @param {number} flags of the new descriptor
   * @returns {Descriptor}
   */
  accept(flags) {
    throw 'not-socket';
  }

  /** @param {number} how 1 for reading, 2 for writing, 3 for both */
  shutdown(how) {
    throw 'not-socket';
  }

  /** Fails if this is no connection. */
  needConnection() {
    throw 'not-socket';
  }
}
