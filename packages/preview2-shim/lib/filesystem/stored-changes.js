// What is different between a file system in memory and the directory that it stands for, as data: it may be another
// thread that writes it there.

import { MemoryDirectory, MemoryFile } from './memory-node.js';

/** @typedef {import('./memory-node.js').MemoryNode} MemoryNode */

/**
 * @typedef {{ kind: 'directory', path: string[] }
 *   | { kind: 'file', path: string[], bytes: Uint8Array, isThere: boolean }
 *   | { kind: 'remove', path: string[] }} Change
 */

/** What is stored by a name: the object, and how often it had changed by then. @typedef {Map<string, { node: MemoryNode, changes: number }>} Names */

/** @type {Names} */
const NOTHING = new Map();

/** Remembers what of each directory is stored. */
export class Stored {
  /** @type {WeakMap<MemoryNode, Names>} */
  #names = new WeakMap();

  /**
   * @param {MemoryDirectory} directory
   * @returns {Names}
   */
  namesIn(directory) {
    let names = this.#names.get(directory);
    if (names === undefined) this.#names.set(directory, (names = new Map()));
    return names;
  }

  /** Takes a whole tree for stored, as it is. @param {MemoryDirectory} directory */
  learn(directory) {
    for (const [name, node] of directory.entries) {
      this.namesIn(directory).set(name, { node, changes: node.changes });
      if (node instanceof MemoryDirectory) this.learn(node);
    }
  }

  /**
   * What has to be done, in this order, and for each what to note when it is. What is removed comes last, so that what was
   * moved is written before it is gone; except for what is in the way.
   * @param {MemoryDirectory} top
   */
  changes(top) {
    /** @type {{ change: Change, note: () => void }[]} */
    const steps = [];
    /** @type {typeof steps} */
    const removals = [];
    this.#collect(top, [], this.namesIn(top), steps, removals);
    return [...steps, ...removals];
  }

  /**
   * @param {MemoryDirectory} directory
   * @param {string[]} path
   * @param {Names} before what is stored at this path
   * @param {{ change: Change, note: () => void }[]} steps
   * @param {{ change: Change, note: () => void }[]} removals
   */
  #collect(directory, path, before, steps, removals) {
    const removal = (/** @type {string} */ name) => ({
      change: { kind: /** @type {const} */ ('remove'), path: [...path, name] },
      note: () => void this.namesIn(directory).delete(name),
    });
    for (const name of before.keys()) if (!directory.entries.has(name)) removals.push(removal(name));
    for (const [name, node] of directory.entries) {
      const was = before.get(name);
      const isThere = was !== undefined && was.node.type === node.type;
      if (was !== undefined && !isThere) steps.push(removal(name));
      const { changes } = node;
      const note = () => void this.namesIn(directory).set(name, { node, changes });
      const here = [...path, name];
      if (node instanceof MemoryDirectory) {
        const inside = isThere ? this.namesIn(/** @type {MemoryDirectory} */ (was.node)) : NOTHING;
        if (was?.node !== node) steps.push({ change: { kind: 'directory', path: here }, note: this.#noted(node, inside, note) });
        this.#collect(node, here, inside, steps, removals);
      } else if (node instanceof MemoryFile && (was?.node !== node || was.changes !== changes)) {
        steps.push({ change: { kind: 'file', path: here, bytes: node.bytes.slice(), isThere }, note });
      }
    }
  }

  /**
   * For a directory that takes the place of another, or none: it has what was there.
   * @param {MemoryDirectory} directory
   * @param {Names} inside
   * @param {() => void} note
   */
  #noted(directory, inside, note) {
    const names = new Map(inside);
    return () => {
      note();
      this.#names.set(directory, names);
    };
  }
}
