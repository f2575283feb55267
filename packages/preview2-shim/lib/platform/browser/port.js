// The port: how this thread waits. A page's thread cannot be stopped: it waits by promises, for components whose exports
// are promising (JSPI), or not at all. A worker's can be, where there is shared memory.

import { WouldWait } from '../../core/errors.js';
import { isByPromise } from '../../core/waits.js';

/** How many changes there have been that someone may wait for. */
let changes = 0;

/** @type {Set<() => void>} */
const waiting = new Set();

let waitsByPromises = false;

/**
 * Has waiting return promises whoever calls. Components that can be suspended say so themselves.
 * @param {boolean} on
 */
export function waitByPromises(on) {
  waitsByPromises = on;
}

let isRefused = false;

/**
 * Has waiting throw, for as long as something synchronous runs that must not stop this thread.
 * @param {boolean} on
 */
export function refuseWaiting(on) {
  isRefused = on;
}

/**
 * What another thread does for this one: a word that grows with each change, and whether there may be more.
 * @type {{ words: Int32Array, isBusy: () => boolean }}
 */
let shared = { words: new Int32Array(1), isBusy: () => false };

/**
 * @param {Int32Array} words in shared memory
 * @param {() => boolean} isBusy
 */
export function shareChanges(words, isBusy) {
  shared = { words, isBusy };
}

/** What `wait` is told: how things stood before one looked whether there is anything to wait for. */
export const mark = () => (changes + Atomics.load(shared.words, 0)) | 0;

/** Tells whoever waits that something has changed. */
export function changed() {
  changes++;
  for (const wake of [...waiting]) wake();
}

/**
 * Waits until something has changed since `mark`, or the time has passed: see docs/decisions/006-port.md.
 * @param {number} seen
 * @param {number} nanoseconds
 * @returns {undefined | PromiseLike<void>}
 */
export function wait(seen, nanoseconds) {
  if (seen !== mark() || nanoseconds <= 0) return undefined;
  if (waitsByPromises || isByPromise()) return change(nanoseconds / 1e6);
  if (isRefused) throw new WouldWait();
  stop(nanoseconds / 1e6, seen);
  return undefined;
}

// The longest time of a timer.
const LONGEST = 2 ** 31 - 1;

/** @param {number} milliseconds */
const change = (milliseconds) =>
  /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      const timer = milliseconds === Infinity ? undefined : setTimeout(wake, Math.min(milliseconds, LONGEST));
      waiting.add(wake);
      function wake() {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      }
    })
  );

/** @type {Int32Array | undefined} */
let still;

/**
 * Stops this thread. Nothing changes meanwhile but by another, so there has to be an end to it.
 * @param {number} milliseconds
 * @param {number} seen
 */
function stop(milliseconds, seen) {
  if (shared.isBusy()) return void Atomics.wait(shared.words, 0, (seen - changes) | 0, milliseconds);
  if (milliseconds === Infinity || !canStop()) throw new WouldWait();
  Atomics.wait(/** @type {Int32Array} */ (still), 0, 0, milliseconds);
}

/** Workers with shared memory may; pages and service workers may not, nor may workerd. */
function canStop() {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  still ??= new Int32Array(new SharedArrayBuffer(4));
  try {
    Atomics.wait(still, 0, 1, 0);
    return true;
  } catch {
    return false;
  }
}
