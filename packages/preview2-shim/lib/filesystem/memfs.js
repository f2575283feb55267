// A file system in memory.

import { MemoryHandle } from './memory-handle.js';
import { MemoryDirectory, MemoryFile, Volume, filesOf } from './memory-node.js';

/** What is in a directory at the start: text or bytes for a file, more of the same for a directory. */
/** @typedef {{ [path: string]: string | Uint8Array | MemoryContents }} MemoryContents */

const DEFAULT_LIMIT = 2 ** 30;

/**
 * A directory tree in memory, to be preopened. Keys may be paths: the directories on the way are made.
 * @param {MemoryContents} contents
 * @param {{ readOnly?: boolean, limit?: number }} [options] `limit`: the most bytes its files may have in all
 */
export function memfs(contents = {}, { readOnly = false, limit = DEFAULT_LIMIT } = {}) {
  const volume = new Volume(limit);
  const top = new MemoryDirectory(volume);
  fill(top, contents);
  return {
    root: new MemoryHandle(top),
    readOnly,

    /** @returns {Record<string, Uint8Array>} a copy of every file, by path */
    files: () => filesOf(top),
  };
}

/**
 * @param {MemoryDirectory} directory
 * @param {MemoryContents} contents
 */
function fill(directory, contents) {
  for (const [path, content] of Object.entries(contents)) {
    const names = path.split('/').filter((name) => name !== '' && name !== '.');
    const isFile = typeof content === 'string' || content instanceof Uint8Array;
    const last = isFile ? names.pop() : undefined;
    if (names.includes('..') || (isFile && (last === undefined || last === '..'))) {
      throw new TypeError(`memfs: ${JSON.stringify(path)} names no file`);
    }
    const parent = names.reduce(subdirectory, directory);
    if (!isFile) fill(parent, content);
    else writeNewFile(parent, /** @type {string} */ (last), content);
  }
}

/**
 * @param {MemoryDirectory} directory
 * @param {string} name
 */
function subdirectory(directory, name) {
  const there = directory.entries.get(name);
  if (there instanceof MemoryDirectory) return there;
  if (there !== undefined) throw new TypeError(`memfs: ${JSON.stringify(name)} is a file and a directory`);
  const made = new MemoryDirectory(directory.volume);
  directory.add(name, made);
  return made;
}

/**
 * @param {MemoryDirectory} directory
 * @param {string} name
 * @param {string | Uint8Array} content
 */
function writeNewFile(directory, name, content) {
  const file = new MemoryFile(directory.volume);
  file.write(typeof content === 'string' ? encoder.encode(content) : content, 0);
  directory.add(name, file);
}

const encoder = new TextEncoder();
