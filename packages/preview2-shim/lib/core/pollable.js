// The only Pollable, and `poll`: readiness is asked of whatever a pollable stands for, waiting is left to the platform.
// Its port stops this thread, or it returns a promise: then so does everything here that waits.

import * as port from '#platform/port.js';
import { trap } from './errors.js';
import { byPromise } from './waits.js';

/**
 * Something a guest can wait for. `remaining` is there when time alone makes it ready: the nanoseconds that takes.
 * `wakes` says that the port tells when it may have become ready. `block` is there when the host can wait for this one
 * thing better than by asking again and again.
 * @typedef {object} Waiter
 * @property {() => boolean} ready
 * @property {() => number} [remaining]
 * @property {boolean} [wakes]
 * @property {() => Waited | void} [block]
 */

/**
 * What waiting returns: nothing once it is over, or a promise of that.
 * @typedef {undefined | PromiseLike<void>} Waited
 */

// How long to sleep between two looks at something that only tells when asked; doubled each time.
const FIRST_PAUSE = 100_000;
const LONGEST_PAUSE = 10_000_000;

const create = Symbol('create');

/** @type {(pollable: Pollable) => Waiter} */
let waiterOf;

/** `wasi:io/poll`'s `pollable`. Level-triggered and reusable: it holds no state of its own. */
export class Pollable {
  #waiter;

  /**
   * @param {symbol} key
   * @param {Waiter} waiter
   */
  constructor(key, waiter) {
    if (key !== create) throw new TypeError('a pollable is made by subscribing to something, not by its constructor');
    this.#waiter = waiter;
  }

  ready() {
    return this.#waiter.ready();
  }

  block() {
    return after(poll([this]), nothing);
  }

  [Symbol.dispose]() {
    this.#waiter = always;
  }

  static {
    waiterOf = (pollable) => pollable.#waiter;
  }
}

/** @type {Waiter} */
const always = { ready: () => true };

/** @param {Partial<Waiter>} waiter whatever has no `ready` is always ready */
export const pollable = (waiter) => new Pollable(create, waiter.ready === undefined ? always : /** @type {Waiter} */ (waiter));

/**
 * Waits until at least one is ready.
 * @param {Pollable[]} pollables
 * @returns {Uint32Array} the indices of all that are ready
 */
export function poll(pollables) {
  if (pollables.length === 0) throw trap('poll of an empty list');
  const waiters = pollables.map(waiterOf);
  return until(() => readyOf(waiters), waiters);
}

/** @param {Waiter[]} waiters */
function readyOf(waiters) {
  const ready = [];
  for (let index = 0; index < waiters.length; index++) if (waiters[index].ready()) ready.push(index);
  return ready.length > 0 ? Uint32Array.from(ready) : undefined;
}

/**
 * Attempts something again and again, until it has a result.
 * @template Result
 * @param {() => Result | undefined} attempt
 * @param {Waiter[]} waiters what to wait for in between
 * @returns {Result} a promise of it if the port waits by promises
 */
export function until(attempt, waiters) {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const seen = port.mark();
    const result = attempt();
    if (result !== undefined) return result;
    const waited = wait(waiters, seen, pause);
    if (waited) return /** @type {any} */ (waited.then(() => byPromise(() => until(attempt, waiters))));
  }
}

/**
 * What follows something that may have waited: at once, or when the promise of it is kept.
 * @template Value
 * @template Result
 * @param {Value} waited
 * @param {(value: Value) => Result} next
 * @returns {Result}
 */
export const after = (waited, next) =>
  isPromise(waited) ? /** @type {any} */ (waited.then((value) => byPromise(() => next(value)))) : next(waited);

const nothing = () => {};

/** @returns {value is PromiseLike<any>} */
const isPromise = (/** @type {any} */ value) => typeof value?.then === 'function';

/**
 * Waits until one of them may have become ready.
 * @param {Waiter[]} waiters
 * @param {number} seen the port's mark before they were asked
 * @param {number} pause nanoseconds, for those of which nothing is known
 * @returns {Waited | void}
 */
function wait(waiters, seen, pause) {
  if (waiters.length === 1 && waiters[0].block !== undefined) return waiters[0].block();
  let time = Infinity;
  for (const waiter of waiters) time = Math.min(time, longest(waiter, pause));
  return port.wait(seen, time);
}

/**
 * @param {Waiter} waiter
 * @param {number} pause
 */
function longest(waiter, pause) {
  if (waiter.remaining !== undefined) return waiter.remaining();
  return waiter.wakes ? Infinity : pause;
}
