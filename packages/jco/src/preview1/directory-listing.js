// What a directory has, as it was when a guest began to read it: cookies are places in that list.

import { fileTypes } from './descriptor.js';
import { encode, encodeInto } from './memory.js';

/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').Handle} Handle */
/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').DirectoryEntry} DirectoryEntry */
/** @typedef {{ directory: Handle, entries: DirectoryEntry[] }} Listing */

const HEADER_SIZE = 24;

/** The most bytes that a UTF-16 code unit takes in UTF-8. */
const MOST_PER_UNIT = 3;

/**
 * @param {Handle} directory
 * @returns {Listing}
 */
export function listDirectory(directory) {
  const entries = directory.list();
  entries.unshift({ name: '.', type: 'directory' }, { name: '..', type: 'directory' });
  return { directory, entries };
}

/**
 * Writes as many entries as there is room for; the last one may be cut off, which tells that there are more.
 * @param {Listing} listing
 * @param {number} first
 * @param {Uint8Array} target
 * @returns {number} how many bytes
 */
export function writeEntries({ directory, entries }, first, target) {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  let used = 0;
  for (let index = first; index < entries.length && used < target.length; index++) {
    const { name, type, inode: known } = entries[index];
    if (name === undefined) {
      if (used === 0) throw 'illegal-byte-sequence';
      break;
    }
    const inode = known ?? inodeOf(directory, name);
    if (used + HEADER_SIZE + name.length * MOST_PER_UNIT > target.length) {
      used += writeTail(target.subarray(used), index + 1, inode, name, fileTypes[type]);
      continue;
    }
    const length = encodeInto(name, target, used + HEADER_SIZE);
    setHeader(view, used, index + 1, inode, length, fileTypes[type]);
    used += HEADER_SIZE + length;
  }
  return used;
}

/**
 * @param {DataView} view
 * @param {number} at
 * @param {number} next
 * @param {bigint} inode
 * @param {number} length
 * @param {number} type
 */
function setHeader(view, at, next, inode, length, type) {
  view.setUint32(at, next, true);
  view.setUint32(at + 4, 0, true);
  view.setBigUint64(at + 8, inode, true);
  view.setUint32(at + 16, length, true);
  view.setUint32(at + 20, type, true);
}

/**
 * Writes as much of an entry as fits.
 * @param {Uint8Array} target
 * @param {number} next
 * @param {bigint} inode
 * @param {string} name
 * @param {number} type
 */
function writeTail(target, next, inode, name, type) {
  const encoded = encode(name);
  const entry = new Uint8Array(HEADER_SIZE + encoded.length);
  setHeader(new DataView(entry.buffer), 0, next, inode, encoded.length, type);
  entry.set(encoded, HEADER_SIZE);
  const fitting = entry.subarray(0, target.length);
  target.set(fitting);
  return fitting.length;
}

/**
 * What lies above a directory is none of the guest's business: `..` has the number of the directory itself.
 * @param {Handle} directory
 * @param {string} name
 */
function inodeOf(directory, name) {
  if (name === '.' || name === '..') return directory.stat().inode;
  try {
    return directory.statAt(name).inode;
  } catch (code) {
    // It has been removed since.
    if (code === 'no-entry') return 0n;
    throw code;
  }
}
