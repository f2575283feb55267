// A file or directory: a handle of the shim's, with the position and flags that a descriptor of preview 1 has.

import { APPEND, Descriptor, NONBLOCK, fileTypes } from './descriptor.js';
import { listDirectory } from './directory-listing.js';
import { DIRECTORY, INHERITED, fileRights } from './rights.js';

/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').Handle} Handle */
/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').NewTime} NewTime */

/** The position after a write that appended: where the file ends. It is looked up when someone asks. */
const AT_END = -1;

const CURRENT = 1;
const END = 2;

export class FileDescriptor extends Descriptor {
  #handle;
  #access;
  #mutable;
  #position = 0;
  /** @type {Handle | undefined} */
  #appender;
  /** @type {import('@jco/preview2-shim/internal/filesystem/handle.js').FileType | undefined} */
  #type;
  /** @type {import('./directory-listing.js').Listing | undefined} */
  #listing;

  /**
   * @param {Handle} handle
   * @param {{ read: boolean, write: boolean }} access
   * @param {boolean} isMutable whether the tree it is in may be changed
   * @param {number} flags
   */
  constructor(handle, access, isMutable, flags = 0) {
    super();
    this.#handle = handle;
    this.#access = access;
    this.#mutable = isMutable;
    this.flags = flags;
  }

  get #isDirectory() {
    return (this.#type ??= this.#handle.type()) === 'directory';
  }

  get type() {
    return fileTypes[(this.#type ??= this.#handle.type())];
  }

  get full() {
    return this.#isDirectory ? DIRECTORY : fileRights(this.#access);
  }

  get fullInheriting() {
    return this.#isDirectory ? INHERITED : 0;
  }

  get isMutable() {
    return this.#mutable;
  }

  close() {
    this.#handle.release();
    this.#appender?.release();
  }

  get isStream() {
    return false;
  }

  /** @param {Uint8Array} bytes */
  read(bytes) {
    if (!this.#access.read) throw 'bad-descriptor';
    const count = this.#handle.read(bytes, bytes.length, this.#at());
    this.#position += count;
    return count;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    if (!this.#access.write) throw 'bad-descriptor';
    if ((this.flags & APPEND) !== 0) {
      this.#position = AT_END;
      return this.#append(bytes);
    }
    const count = this.#handle.write(bytes, this.#at());
    this.#position += count;
    return count;
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} position
   */
  readAt(bytes, position) {
    if (!this.#access.read) throw 'bad-descriptor';
    return this.#handle.read(bytes, bytes.length, position);
  }

  /**
   * As POSIX says, and not Linux, the position counts even if the descriptor appends.
   * @param {Uint8Array} bytes
   * @param {number} position
   */
  writeAt(bytes, position) {
    if (!this.#access.write) throw 'bad-descriptor';
    return this.#handle.write(bytes, position);
  }

  /** @param {Uint8Array} bytes */
  #append(bytes) {
    this.#appender ??= this.#handle.appender();
    return this.#appender.write(bytes, 0);
  }

  #at() {
    if (this.#position === AT_END) this.#position = Number(this.#handle.stat().size);
    return this.#position;
  }

  /**
   * @param {bigint} offset
   * @param {number} whence
   */
  seek(offset, whence) {
    this.#needFile();
    if (whence > END) throw 'invalid';
    const from = whence === END ? Number(this.#handle.stat().size) : whence === CURRENT ? this.#at() : 0;
    const position = from + Number(offset);
    if (position < 0) throw 'invalid';
    if (!Number.isSafeInteger(position)) throw 'overflow';
    this.#position = position;
    return position;
  }

  tell() {
    this.#needFile();
    return this.#at();
  }

  advise() {
    this.#needFile();
  }

  /** @param {number} flags */
  setFlags(flags) {
    const settable = APPEND | NONBLOCK;
    if (((flags ^ this.flags) & ~settable) !== 0) throw 'invalid';
    this.flags = flags;
  }

  stat() {
    return this.#handle.stat();
  }

  /** @param {number} size */
  truncate(size) {
    this.#needWritable();
    this.#handle.truncate(size);
  }

  /** @param {number} size */
  allocate(size) {
    this.#needWritable();
    if (this.#handle.stat().size < size) this.#handle.truncate(size);
  }

  /**
   * @param {NewTime} accessed
   * @param {NewTime} modified
   */
  setTimes(accessed, modified) {
    if (!this.#mutable) throw 'not-permitted';
    this.#handle.setTimes(accessed, modified);
  }

  /** @param {'data' | 'file'} what */
  sync(what) {
    this.#handle.sync(what);
  }

  get directory() {
    return this.#handle;
  }

  get mutableDirectory() {
    if (!this.#mutable) throw 'not-permitted';
    return this.#handle;
  }

  /** @param {boolean} again */
  list(again) {
    if (again) this.#listing = undefined;
    return (this.#listing ??= listDirectory(this.#handle));
  }

  /** @param {'read' | 'write'} what */
  subscribe(what) {
    if (!this.#access[what]) throw 'bad-descriptor';
    return undefined;
  }

  available() {
    const { type, size } = this.#handle.stat();
    if (type !== 'regular-file') return 1n;
    const left = size - BigInt(this.#at());
    return left > 0n ? left : 0n;
  }

  #needFile() {
    if (this.#isDirectory) throw 'bad-descriptor';
  }

  #needWritable() {
    if (this.#isDirectory || !this.#access.write) throw 'bad-descriptor';
  }
}
