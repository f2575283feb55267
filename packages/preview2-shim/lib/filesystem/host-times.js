// Times to set, as the host takes them.

import * as files from '#platform/files.js';
import { wall } from '#platform/clock.js';

/** @typedef {import('./handle.js').NewTime} NewTime */
/** @typedef {import('./handle.js').Stat} Stat */

const SECOND = 1_000_000_000n;

/**
 * @param {string} path
 * @param {boolean} follow
 * @param {NewTime} accessed
 * @param {NewTime} modified
 * @returns {boolean} whether the host could
 */
export function setExactly(path, follow, accessed, modified) {
  const { setTimes } = files.native;
  if (setTimes === undefined) return false;
  return setTimes(path, follow, ...secondsOf(accessed), ...secondsOf(modified));
}

/**
 * @param {NewTime} time
 * @returns {[seconds: number, nanoseconds: number | undefined]}
 */
function secondsOf(time) {
  if (typeof time === 'bigint') return [Number(time / SECOND), Number(time % SECOND)];
  return [time === 'now' ? 1 : 0, undefined];
}

// The last moment that JavaScript has a date for.
const LATEST = 8_640_000_000_000n * 1_000_000_000n;

/**
 * Both times as Node takes them: in seconds, which leaves some hundred nanoseconds of error.
 * @param {NewTime} accessed
 * @param {NewTime} modified
 * @param {() => Stat} current
 */
export function times(accessed, modified, current) {
  const kept = accessed === 'no-change' || modified === 'no-change' ? current() : undefined;
  const now = wall();
  return [seconds(accessed, now, kept?.accessed), seconds(modified, now, kept?.modified)];
}

/**
 * @param {NewTime} time
 * @param {bigint} now
 * @param {bigint | undefined} kept
 */
function seconds(time, now, kept) {
  const nanoseconds = time === 'now' ? now : time === 'no-change' ? /** @type {bigint} */ (kept) : time;
  if (nanoseconds > LATEST) throw 'overflow';
  return Number(nanoseconds) / 1e9;
}
