// Open files and directories of a file system in memory.

import { wall } from '#platform/clock.js';
import { Handle } from './handle.js';
import { MemoryDirectory, MemoryFile, MemoryLink } from './memory-node.js';

/** @typedef {import('./handle.js').NewTime} NewTime */
/** @typedef {import('./handle.js').OpenHow} OpenHow */
/** @typedef {import('./handle.js').Stat} Stat */
/** @typedef {import('./memory-node.js').MemoryNode} MemoryNode */

const LONGEST_NAME = 255;

let devices = 0n;

/** An open file, directory or link in memory. */
export class MemoryHandle extends Handle {
  #node;
  #device;

  /**
   * @param {MemoryNode} node
   * @param {bigint} [device] absent for the root of a file system
   */
  constructor(node, device = ++devices) {
    super();
    this.#node = node;
    this.#device = device;
    node.hold();
  }

  close() {
    this.#node.letGo();
  }

  stat() {
    return this.#statOf(this.#node);
  }

  /**
   * @param {Uint8Array} buffer
   * @param {number} length
   * @param {number} position
   */
  read(buffer, length, position) {
    const file = this.#file();
    const bytes = file.bytes.subarray(position, position + length);
    buffer.set(bytes);
    file.accessed = wall();
    return bytes.length;
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} position
   */
  write(bytes, position) {
    this.#file().write(bytes, position);
    return bytes.length;
  }

  appender() {
    return new MemoryAppender(this.#file());
  }

  /** @param {number} size */
  truncate(size) {
    this.#file().resize(size);
  }

  /**
   * @param {NewTime} accessed
   * @param {NewTime} modified
   */
  setTimes(accessed, modified) {
    setTimes(this.#node, accessed, modified);
  }

  sync() {
    this.#node.volume.sync();
  }

  list() {
    return [...this.#directory().entries].map(([name, { type }]) => ({ name, type }));
  }

  /** @param {string} name */
  enter(name) {
    const node = this.#existing(name);
    if (node.type === 'symbolic-link') throw 'loop';
    if (node.type !== 'directory') throw 'not-directory';
    return new MemoryHandle(node, this.#device);
  }

  /**
   * @param {string} name
   * @param {OpenHow} how
   */
  open(name, how) {
    const there = this.#lookup(name);
    if (there !== undefined && how.create && how.exclusive) throw 'exist';
    const node = there ?? this.#createFile(name, how);
    if (node.type === 'symbolic-link') throw 'loop';
    if (node.type !== 'directory' && how.directory) throw 'not-directory';
    if (node.type === 'directory' && how.write) throw 'is-directory';
    if (node instanceof MemoryFile && how.truncate) node.resize(0);
    return new MemoryHandle(node, this.#device);
  }

  /** @param {string} name */
  statAt(name) {
    return this.#statOf(this.#existing(name));
  }

  /** @param {string} name */
  readlinkAt(name) {
    const node = this.#existing(name);
    if (node instanceof MemoryLink) return node.target;
    throw 'invalid';
  }

  /**
   * @param {string} name
   * @param {NewTime} accessed
   * @param {NewTime} modified
   */
  setTimesAt(name, accessed, modified) {
    setTimes(this.#existing(name), accessed, modified);
  }

  /** @param {string} name */
  createDirectoryAt(name) {
    this.#add(name, new MemoryDirectory(this.#node.volume));
  }

  /** @param {string} name */
  removeDirectoryAt(name) {
    const node = this.#existing(name);
    if (name === '.') throw 'invalid';
    if (!(node instanceof MemoryDirectory)) throw 'not-directory';
    if (node.entries.size > 0) throw 'not-empty';
    this.#directory().remove(name, node);
    node.links = 0n;
  }

  /** @param {string} name */
  unlinkAt(name) {
    const node = this.#existing(name);
    if (node.type === 'directory') throw 'is-directory';
    this.#directory().remove(name, node);
  }

  /**
   * @param {string} target
   * @param {string} name
   */
  symlinkAt(target, name) {
    this.#needLinks();
    this.#add(name, new MemoryLink(this.#node.volume, target));
  }

  /**
   * @param {string} name
   * @param {Handle} directory
   * @param {string} newName
   */
  linkAt(name, directory, newName) {
    const to = this.#sameVolume(directory);
    this.#needLinks();
    const node = this.#existing(name);
    if (node.type === 'directory') throw 'not-permitted';
    to.#add(newName, node);
    node.changed = wall();
  }

  /**
   * @param {string} name
   * @param {Handle} directory
   * @param {string} newName
   */
  renameAt(name, directory, newName) {
    const to = this.#sameVolume(directory);
    if (name === '.' || newName === '.') throw 'busy';
    const node = this.#existing(name);
    const there = to.#lookup(newName);
    if (there === node) return;
    if (node instanceof MemoryDirectory && to.#directory().isWithin(node)) throw 'invalid';
    if (there !== undefined) to.#replace(newName, there, node);
    // Held meanwhile: without a name and a handle its bytes would be given up.
    node.hold();
    this.#directory().remove(name, node);
    to.#add(newName, node);
    node.letGo();
  }

  /**
   * Takes away what a renamed object takes the place of.
   * @param {string} name
   * @param {MemoryNode} there
   * @param {MemoryNode} node
   */
  #replace(name, there, node) {
    if (there.type === 'directory' && node.type !== 'directory') throw 'is-directory';
    if (there.type !== 'directory' && node.type === 'directory') throw 'not-directory';
    if (there.type === 'directory') this.removeDirectoryAt(name);
    else this.unlinkAt(name);
  }

  /** @param {string} name */
  #lookup(name) {
    const directory = this.#directory();
    if (name === '.') return directory;
    if (name.length > LONGEST_NAME || encoder.encode(name).length > LONGEST_NAME) throw 'name-too-long';
    return directory.entries.get(name);
  }

  /** @param {string} name */
  #existing(name) {
    const node = this.#lookup(name);
    if (node === undefined) throw 'no-entry';
    return node;
  }

  /**
   * @param {string} name
   * @param {OpenHow} how
   */
  #createFile(name, how) {
    if (!how.create) throw 'no-entry';
    const file = new MemoryFile(this.#node.volume);
    this.#add(name, file);
    return file;
  }

  /**
   * @param {string} name
   * @param {MemoryNode} node
   */
  #add(name, node) {
    if (this.#lookup(name) !== undefined) throw 'exist';
    const directory = this.#directory();
    if (directory.links === 0n) throw 'no-entry';
    directory.add(name, node);
  }

  #needLinks() {
    if (!this.#directory().volume.hasLinks) throw 'unsupported';
  }

  #file() {
    if (this.#node instanceof MemoryFile) return this.#node;
    throw 'is-directory';
  }

  #directory() {
    if (this.#node instanceof MemoryDirectory) return this.#node;
    throw 'not-directory';
  }

  /** @param {Handle} other */
  #sameVolume(other) {
    if (other instanceof MemoryHandle && other.#device === this.#device) return other;
    throw 'cross-device';
  }

  /**
   * @param {MemoryNode} node
   * @returns {Stat}
   */
  #statOf({ type, inode, links, size, accessed, modified, changed }) {
    return { type, device: this.#device, inode, links, size: BigInt(size), accessed, modified, changed };
  }
}

class MemoryAppender extends Handle {
  #file;

  /** @param {MemoryFile} file */
  constructor(file) {
    super();
    this.#file = file;
    file.hold();
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    this.#file.write(bytes, this.#file.size);
    return bytes.length;
  }

  close() {
    this.#file.letGo();
  }
}

const encoder = new TextEncoder();

/**
 * @param {MemoryNode} node
 * @param {NewTime} accessed
 * @param {NewTime} modified
 */
function setTimes(node, accessed, modified) {
  const now = wall();
  if (accessed !== 'no-change') node.accessed = accessed === 'now' ? now : accessed;
  if (modified !== 'no-change') node.modified = modified === 'now' ? now : modified;
  node.changed = now;
}
