// The port: how this thread waits, or the component alone, if it can be suspended. Until a channel has been opened
// (channels.js) all that can be waited for is time.

import { isByPromise } from '../../core/waits.js';

import { WouldWait } from '../../core/errors.js';

/** The word this thread sleeps on. It grows with every change that someone may wait for. */
export const changes = new Int32Array(new SharedArrayBuffer(4));

const still = new Int32Array(new SharedArrayBuffer(4));

/**
 * Stops this thread, whatever happens.
 * @param {number} nanoseconds
 */
export function sleep(nanoseconds) {
  Atomics.wait(still, 0, 0, nanoseconds / 1e6);
}

/** What `wait` is told: how things stood before one looked whether there is anything to wait for. */
export const mark = () => Atomics.load(changes, 0);

/** Tells whoever waits that something has changed. */
export function changed() {
  Atomics.add(changes, 0, 1);
  Atomics.notify(changes, 0);
}

let isRefused = false;

/**
 * Has waiting throw, for as long as something synchronous runs that must not stop this thread.
 * @param {boolean} on
 */
export function refuseWaiting(on) {
  isRefused = on;
}

/** For how many milliseconds nothing may happen before the guard is called. */
const WATCH = 1000;

/** @type {(() => void) | undefined} */
let guard;

/**
 * Has a function called from time to time while this thread waits and nothing happens.
 * @param {() => void} look
 */
export function whileWaiting(look) {
  guard = look;
}

/** @type {{ before: () => void, after: () => void } | undefined} */
let around;

/**
 * Has two functions called each time this thread stops: what has been put off is to be done before.
 * @param {() => void} before
 * @param {() => void} after
 */
export function aroundWaiting(before, after) {
  around = { before, after };
}

/**
 * Waits until something has changed since `mark`, or the time has passed. It may also return for no reason. A platform
 * that cannot stop its thread returns a promise of that: see docs/decisions/006-port.md.
 * @param {number} seen
 * @param {number} nanoseconds
 * @returns {undefined | PromiseLike<void>}
 */
export function wait(seen, nanoseconds) {
  if (isByPromise()) return change(seen, nanoseconds / 1e6);
  if (isRefused && seen === mark() && nanoseconds > 0) throw new WouldWait();
  around?.before();
  const milliseconds = nanoseconds / 1e6;
  if (guard === undefined || milliseconds <= WATCH) Atomics.wait(changes, 0, seen, milliseconds);
  else if (Atomics.wait(changes, 0, seen, WATCH) === 'timed-out') guard();
  around?.after();
  return undefined;
}

/**
 * The same, while the thread goes on. Waiting as such keeps no process alive, so a timer does.
 * @param {number} seen
 * @param {number} milliseconds
 * @returns {undefined | PromiseLike<void>}
 */
function change(seen, milliseconds) {
  const isWatched = guard !== undefined && milliseconds > WATCH;
  const time = Math.min(isWatched ? WATCH : milliseconds, LONGEST);
  const { async, value } = /** @type {any} */ (Atomics).waitAsync(changes, 0, seen, time);
  if (!async) return undefined;
  const alive = setTimeout(() => {}, LONGEST);
  return value.then((/** @type {string} */ how) => {
    clearTimeout(alive);
    if (isWatched && how === 'timed-out') guard?.();
  });
}

// The longest time of a timer.
const LONGEST = 2 ** 31 - 1;
