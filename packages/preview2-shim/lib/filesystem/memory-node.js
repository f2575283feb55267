// The objects of a file system in memory. An object lives as long as a name or an open handle holds it.

import { wall } from '#platform/clock.js';

/** @typedef {import('./handle.js').FileType} FileType */

const MIN_CAPACITY = 256;

/** What the objects of one file system share: inode numbers, and how many bytes its files may have in all. */
export class Volume {
  /** Whether there can be hard and symbolic links. */
  hasLinks = true;
  #lastInode = 0n;
  #left;

  /** @param {number} limit */
  constructor(limit) {
    this.#left = limit;
  }

  nextInode() {
    return ++this.#lastInode;
  }

  /** @param {number} bytes negative to give back */
  reserve(bytes) {
    if (bytes > this.#left) throw 'insufficient-space';
    this.#left -= bytes;
  }

  /** Called when a guest wants what it has written to be kept. Memory has no other place for it. */
  sync() {}
}

export class MemoryNode {
  links = 0n;
  /** How often the content has changed. */
  changes = 0;
  #holders = 0;
  accessed = wall();
  modified = this.accessed;
  changed = this.accessed;

  /**
   * @param {Volume} volume
   * @param {FileType} type
   */
  constructor(volume, type) {
    this.volume = volume;
    this.type = type;
    this.inode = volume.nextInode();
  }

  get size() {
    return 0;
  }

  touch() {
    this.modified = this.changed = wall();
    this.changes++;
  }

  hold() {
    this.#holders++;
  }

  letGo() {
    if (--this.#holders === 0) this.discard();
  }

  /** Called when neither a name nor a handle is left. */
  discard() {}
}

export class MemoryFile extends MemoryNode {
  #bytes = new Uint8Array(0);
  #size = 0;

  /** @param {Volume} volume */
  constructor(volume) {
    super(volume, 'regular-file');
  }

  get size() {
    return this.#size;
  }

  get bytes() {
    return this.#bytes.subarray(0, this.#size);
  }

  /** @param {number} size */
  resize(size) {
    this.volume.reserve(size - this.#size);
    if (size > this.#bytes.length) this.#grow(size);
    else this.#bytes.fill(0, size, this.#size);
    this.#size = size;
    this.touch();
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} position
   */
  write(bytes, position) {
    if (bytes.length === 0) return;
    if (position + bytes.length > this.#size) this.resize(position + bytes.length);
    this.#bytes.set(bytes, position);
    this.touch();
  }

  discard() {
    this.volume.reserve(-this.#size);
  }

  /** @param {number} size */
  #grow(size) {
    let bytes;
    try {
      bytes = new Uint8Array(Math.max(size, this.#bytes.length * 2, MIN_CAPACITY));
    } catch {
      this.volume.reserve(this.#size - size);
      throw 'insufficient-space';
    }
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

export class MemoryLink extends MemoryNode {
  /**
   * @param {Volume} volume
   * @param {string} target
   */
  constructor(volume, target) {
    super(volume, 'symbolic-link');
    this.target = target;
  }

  get size() {
    return encoder.encode(this.target).length;
  }
}

export class MemoryDirectory extends MemoryNode {
  /** @type {Map<string, MemoryNode>} */
  entries = new Map();

  /** @param {Volume} volume */
  constructor(volume) {
    super(volume, 'directory');
    /** @type {MemoryDirectory | undefined} absent for the root, and for one that was removed */
    this.parent = undefined;
    // Its own `.` counts.
    this.links = 1n;
  }

  /** @param {MemoryDirectory} other */
  isWithin(other) {
    for (let directory = /** @type {MemoryDirectory | undefined} */ (this); directory; directory = directory.parent) {
      if (directory === other) return true;
    }
    return false;
  }

  /**
   * @param {string} name
   * @param {MemoryNode} node
   */
  add(name, node) {
    this.entries.set(name, node);
    if (node instanceof MemoryDirectory) {
      node.parent = this;
      this.links++;
    }
    node.links++;
    node.hold();
    this.touch();
  }

  /**
   * @param {string} name
   * @param {MemoryNode} node what is there by this name
   */
  remove(name, node) {
    this.entries.delete(name);
    if (node instanceof MemoryDirectory) {
      node.parent = undefined;
      this.links--;
    }
    node.links--;
    node.changed = wall();
    node.letGo();
    this.touch();
  }
}

/**
 * A copy of every file, by path.
 * @param {MemoryDirectory} top
 * @returns {Record<string, Uint8Array>}
 */
export const filesOf = (top) => Object.fromEntries(filesBelow(top, ''));

/**
 * @param {MemoryDirectory} directory
 * @param {string} prefix
 * @returns {Generator<[string, Uint8Array]>}
 */
function* filesBelow(directory, prefix) {
  for (const [name, node] of directory.entries) {
    if (node instanceof MemoryFile) yield [prefix + name, node.bytes.slice()];
    else if (node instanceof MemoryDirectory) yield* filesBelow(node, `${prefix}${name}/`);
  }
}

const encoder = new TextEncoder();
