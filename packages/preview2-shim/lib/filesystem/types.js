// wasi:filesystem/types

import { errorCodes } from '../core/errors.js';
import { filled, readLength, scratch } from '../core/scratch.js';
import { inputStream, outputStream } from '../core/stream.js';
import { AppendSink, FileSink, FileSource } from './file-stream.js';
import { Handle } from './handle.js';
import * as paths from './paths.js';
import { descriptorStat, metadataHash, newTime, readPosition, writePosition } from './values.js';

/** @typedef {import('./handle.js').OpenHow} OpenHow */
/** @typedef {import('./values.js').NewTimestamp} NewTimestamp */
/** @typedef {{ symlinkFollow?: boolean }} PathFlags */
/** @typedef {{ create?: boolean, directory?: boolean, exclusive?: boolean, truncate?: boolean }} OpenFlags */

/**
 * @typedef {object} DescriptorFlags
 * @property {boolean} [read]
 * @property {boolean} [write]
 * @property {boolean} [fileIntegritySync]
 * @property {boolean} [dataIntegritySync]
 * @property {boolean} [requestedWriteSync]
 * @property {boolean} [mutateDirectory]
 */

/**
 * How a descriptor was opened.
 * @typedef {{ read: boolean, write: boolean, flags: DescriptorFlags }} Access
 */

const create = Symbol('create');

const closed = new Handle();

export class Descriptor {
  #handle;
  #access;
  #mutable;
  /** @type {import('./handle.js').FileType | undefined} asked when it is needed: what is open does not change it */
  #type;

  /**
   * @param {symbol} key
   * @param {Handle} handle
   * @param {Access} access
   * @param {boolean} mutable whether the preopen this comes from may be changed
   */
  constructor(key, handle, access, mutable) {
    if (key !== create) throw new TypeError('a descriptor is opened, not made by its constructor');
    this.#handle = handle;
    this.#access = access;
    this.#mutable = mutable;
  }

  // Streams

  /** @param {bigint} offset */
  readViaStream(offset) {
    if (!this.#access.read) throw 'bad-descriptor';
    if (this.#handle.isDirectory()) throw 'is-directory';
    return inputStream(new FileSource(this.#handle.retain(), readPosition(offset)));
  }

  /** @param {bigint} offset */
  writeViaStream(offset) {
    this.#needWrite();
    return outputStream(new FileSink(this.#handle.retain(), writePosition(offset)));
  }

  appendViaStream() {
    this.#needWrite();
    return outputStream(new AppendSink(this.#handle.appender()));
  }

  // The file itself

  /**
   * Advice is taken and not acted on: Node has no way to pass it.
   * @param {bigint} offset
   * @param {bigint} length
   * @param {string} advice
   */
  advise(offset, length, advice) {
    if (this.getType() === 'directory') throw 'bad-descriptor';
    readPosition(offset);
    readPosition(length);
  }

  syncData() {
    this.#handle.sync('data');
  }

  sync() {
    this.#handle.sync('file');
  }

  getFlags() {
    const { read, write, flags } = this.#access;
    if (this.getType() === 'directory') return { read, mutateDirectory: this.#mutable };
    const { fileIntegritySync = false, dataIntegritySync = false, requestedWriteSync = false } = flags;
    return { read, write, fileIntegritySync, dataIntegritySync, requestedWriteSync, mutateDirectory: false };
  }

  getType() {
    return (this.#type ??= this.#handle.type());
  }

  /** @param {bigint} size */
  setSize(size) {
    this.#needMutable();
    this.#handle.truncate(writePosition(size));
  }

  /**
   * @param {NewTimestamp} accessed
   * @param {NewTimestamp} modified
   */
  setTimes(accessed, modified) {
    this.#needMutable();
    this.#handle.setTimes(newTime(accessed), newTime(modified));
  }

  /**
   * The list returned is a view that the next call of anything may overwrite.
   * @param {bigint} length
   * @param {bigint} offset
   * @returns {[Uint8Array, boolean]}
   */
  read(length, offset) {
    if (!this.#access.read) throw 'bad-descriptor';
    const wanted = readLength(length);
    const count = this.#handle.read(scratch(wanted), wanted, readPosition(offset));
    return [filled(count), count === 0 && wanted > 0];
  }

  /**
   * @param {Uint8Array} buffer
   * @param {bigint} offset
   */
  write(buffer, offset) {
    this.#needWrite();
    return BigInt(this.#handle.write(buffer, writePosition(offset)));
  }

  stat() {
    return descriptorStat(this.#handle.stat());
  }

  metadataHash() {
    return metadataHash(this.#handle.stat());
  }

  /** @param {Descriptor} other */
  isSameObject(other) {
    const mine = this.#handle.stat();
    const theirs = other.#handle.stat();
    return mine.device === theirs.device && mine.inode === theirs.inode;
  }

  readDirectory() {
    return new DirectoryEntryStream(create, this.#handle.list());
  }

  // What is at a path

  /**
   * @param {PathFlags} pathFlags
   * @param {string} path
   * @param {OpenFlags} openFlags
   * @param {DescriptorFlags} flags
   */
  openAt({ symlinkFollow }, path, { create: make, directory, exclusive, truncate }, flags) {
    const write = Boolean(flags.write || make || truncate);
    if (directory && (make || exclusive || truncate)) throw 'invalid';
    if (write || flags.mutateDirectory) this.#needMutable();
    const read = Boolean(flags.read || !write);
    const how = {
      read,
      write,
      create: Boolean(make),
      exclusive: Boolean(exclusive),
      truncate: Boolean(truncate),
      directory: Boolean(directory),
      sync: syncOf(flags),
    };
    const handle = paths.open(this.#handle, path, how, Boolean(symlinkFollow));
    return new Descriptor(create, handle, { read, write, flags }, this.#mutable);
  }

  /**
   * @param {PathFlags} pathFlags
   * @param {string} path
   */
  statAt({ symlinkFollow }, path) {
    return descriptorStat(paths.stat(this.#handle, path, Boolean(symlinkFollow)));
  }

  /**
   * @param {PathFlags} pathFlags
   * @param {string} path
   */
  metadataHashAt({ symlinkFollow }, path) {
    return metadataHash(paths.stat(this.#handle, path, Boolean(symlinkFollow)));
  }

  /**
   * @param {PathFlags} pathFlags
   * @param {string} path
   * @param {NewTimestamp} accessed
   * @param {NewTimestamp} modified
   */
  setTimesAt({ symlinkFollow }, path, accessed, modified) {
    this.#needMutable();
    paths.setTimes(this.#handle, path, Boolean(symlinkFollow), newTime(accessed), newTime(modified));
  }

  /** @param {string} path */
  readlinkAt(path) {
    return paths.readlink(this.#handle, path);
  }

  /** @param {string} path */
  createDirectoryAt(path) {
    this.#needMutable();
    paths.createDirectory(this.#handle, path);
  }

  /** @param {string} path */
  removeDirectoryAt(path) {
    this.#needMutable();
    paths.removeDirectory(this.#handle, path);
  }

  /** @param {string} path */
  unlinkFileAt(path) {
    this.#needMutable();
    paths.unlink(this.#handle, path);
  }

  /**
   * @param {string} target
   * @param {string} path
   */
  symlinkAt(target, path) {
    this.#needMutable();
    paths.symlink(target, this.#handle, path);
  }

  /**
   * @param {PathFlags} oldPathFlags
   * @param {string} oldPath
   * @param {Descriptor} newDescriptor
   * @param {string} newPath
   */
  linkAt({ symlinkFollow }, oldPath, newDescriptor, newPath) {
    this.#needMutable();
    newDescriptor.#needMutable();
    if (symlinkFollow) throw 'invalid';
    paths.link(this.#handle, oldPath, newDescriptor.#handle, newPath);
  }

  /**
   * @param {string} oldPath
   * @param {Descriptor} newDescriptor
   * @param {string} newPath
   */
  renameAt(oldPath, newDescriptor, newPath) {
    this.#needMutable();
    newDescriptor.#needMutable();
    paths.rename(this.#handle, oldPath, newDescriptor.#handle, newPath);
  }

  [Symbol.dispose]() {
    const handle = this.#handle;
    this.#handle = closed;
    this.#type = undefined;
    if (handle !== closed) handle.release();
  }

  #needMutable() {
    if (!this.#mutable) throw 'not-permitted';
  }

  #needWrite() {
    if (!this.#mutable) throw 'not-permitted';
    if (!this.#access.write) throw 'bad-descriptor';
  }
}

/**
 * A descriptor of a preopened directory.
 * @param {Handle} handle
 * @param {boolean} mutable
 */
export const preopenDescriptor = (handle, mutable) =>
  new Descriptor(create, handle, { read: true, write: false, flags: {} }, mutable);

export class DirectoryEntryStream {
  #entries;
  #next = 0;

  /**
   * @param {symbol} key
   * @param {import('./handle.js').DirectoryEntry[]} entries
   */
  constructor(key, entries) {
    if (key !== create) throw new TypeError('directory entries are read from a descriptor');
    this.#entries = entries;
  }

  readDirectoryEntry() {
    const entry = this.#entries[this.#next++];
    if (entry === undefined) return undefined;
    const { name, type } = entry;
    if (name === undefined) throw 'illegal-byte-sequence';
    return { type, name };
  }

  [Symbol.dispose]() {
    this.#entries = [];
  }
}

/** @param {import('../core/errors.js').IoError} error */
export const filesystemErrorCode = (error) => errorCodes(error).filesystem;

/**
 * @param {DescriptorFlags} flags
 * @returns {OpenHow['sync']}
 */
function syncOf({ fileIntegritySync, dataIntegritySync, requestedWriteSync }) {
  if (fileIntegritySync || requestedWriteSync) return 'file';
  return dataIntegritySync ? 'data' : 'none';
}
