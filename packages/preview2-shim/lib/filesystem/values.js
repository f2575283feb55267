// The values of wasi:filesystem, from and to what file systems deal in.

import { datetime } from '../clocks/datetime.js';

/** @typedef {import('../clocks/datetime.js').Datetime} Datetime */
/** @typedef {{ tag: 'no-change' } | { tag: 'now' } | { tag: 'timestamp', val: Datetime }} NewTimestamp */

const LARGEST_OFFSET = 0x7fff_ffff_ffff_ffffn;
const LARGEST_NUMBER = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Where to read. No file reaches as far as numbers do: what lies beyond is its end as well.
 * @param {bigint} offset
 */
export function readPosition(offset) {
  if (offset <= LARGEST_NUMBER) return Number(offset);
  if (offset > LARGEST_OFFSET) throw 'invalid';
  return Number.MAX_SAFE_INTEGER;
}

/**
 * Where to write, or how large to make a file.
 * @param {bigint} offset
 */
export function writePosition(offset) {
  if (offset <= LARGEST_NUMBER) return Number(offset);
  throw offset > LARGEST_OFFSET ? 'invalid' : 'file-too-large';
}

/** @param {import('./handle.js').Stat} stat */
export function descriptorStat({ type, links, size, accessed, modified, changed }) {
  const dataModificationTimestamp = datetime(modified);
  return {
    type,
    linkCount: links,
    size,
    dataAccessTimestamp: accessed === modified ? { ...dataModificationTimestamp } : datetime(accessed),
    dataModificationTimestamp,
    // Mostly both are of the same moment, and dividing large integers is slow.
    statusChangeTimestamp: changed === modified ? { ...dataModificationTimestamp } : datetime(changed),
  };
}

/**
 * @param {NewTimestamp} timestamp
 * @returns {import('./handle.js').NewTime}
 */
export function newTime(timestamp) {
  if (timestamp.tag !== 'timestamp') return timestamp.tag;
  const { seconds, nanoseconds } = timestamp.val;
  if (nanoseconds >= 1_000_000_000) throw 'invalid';
  return seconds * 1_000_000_000n + BigInt(nanoseconds);
}

const secret = BigInt.asUintN(64, BigInt(Math.floor(Math.random() * 2 ** 52)) * 0x9e37_79b9_7f4a_7c15n);

/**
 * The lower half stands for the object alone, and stays while the object is changed: it is what C libraries show as the
 * inode number. The upper half stands for the content too.
 * @param {import('./handle.js').Stat} stat
 */
export function metadataHash({ device, inode, size, modified }) {
  const lower = mix(mix(secret ^ device) ^ inode);
  const upper = mix(mix(lower ^ size) ^ modified);
  return { lower, upper };
}

/**
 * The last step of the generator splitmix64: each bit of the result depends on all bits given.
 * @param {bigint} word
 */
function mix(word) {
  let mixed = BigInt.asUintN(64, word);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return mixed ^ (mixed >> 31n);
}
