// Values of preview 1, from and to what the shim deals in.

import { fileTypes } from './descriptor.js';

/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').NewTime} NewTime */
/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').Stat} Stat */

const LARGEST_POSITION = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * A position in a file, or a size.
 * @param {bigint} offset
 */
export function positionOf(offset) {
  if (offset < 0n) throw 'invalid';
  if (offset > LARGEST_POSITION) throw 'file-too-large';
  return Number(offset);
}

const ACCESSED = 1;
const ACCESSED_NOW = 2;
const MODIFIED = 4;
const MODIFIED_NOW = 8;

/**
 * @param {bigint} accessed
 * @param {bigint} modified
 * @param {number} flags
 * @returns {[accessed: NewTime, modified: NewTime]}
 */
export const timesOf = (accessed, modified, flags) => [
  newTime(accessed, (flags & ACCESSED) !== 0, (flags & ACCESSED_NOW) !== 0),
  newTime(modified, (flags & MODIFIED) !== 0, (flags & MODIFIED_NOW) !== 0),
];

/**
 * @param {bigint} time
 * @param {boolean} isGiven
 * @param {boolean} isNow
 * @returns {NewTime}
 */
function newTime(time, isGiven, isNow) {
  if (isGiven && isNow) throw 'invalid';
  if (isNow) return 'now';
  return isGiven ? BigInt.asUintN(64, time) : 'no-change';
}

const FILESTAT_SIZE = 64;

/**
 * @param {import('./memory.js').GuestMemory} memory
 * @param {number} at
 * @param {number} type
 * @param {Stat | undefined} stat
 */
export function setFilestat(memory, at, type, stat) {
  memory.need(at, FILESTAT_SIZE);
  const { bytes, view } = memory;
  if (stat === undefined) {
    bytes.fill(0, at, at + FILESTAT_SIZE);
    bytes[at + 16] = type;
    return;
  }
  view.setBigUint64(at, stat.device, true);
  view.setBigUint64(at + 8, stat.inode, true);
  view.setBigUint64(at + 16, BigInt(type), true);
  view.setBigUint64(at + 24, stat.links, true);
  view.setBigUint64(at + 32, stat.size, true);
  view.setBigUint64(at + 40, stat.accessed, true);
  view.setBigUint64(at + 48, stat.modified, true);
  view.setBigUint64(at + 56, stat.changed, true);
}

/** @param {Stat} stat */
export const typeOf = ({ type }) => fileTypes[type];
