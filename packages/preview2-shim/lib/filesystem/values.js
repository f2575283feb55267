// The values of wasi:filesystem, from and to what file systems deal in.

import { datetime } from '../clocks/wall-clock.js';

/** @typedef {import('../clocks/wall-clock.js').Datetime} Datetime */
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
export const descriptorStat = ({ type, links, size, accessed, modified, changed }) => ({
  type,
  linkCount: links,
  size,
  dataAccessTimestamp: datetime(accessed),
  dataModificationTimestamp: datetime(modified),
  statusChangeTimestamp: datetime(changed),
});

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
