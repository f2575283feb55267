// The only Pollable, and `poll`: readiness is asked of whatever a pollable stands for, waiting is left to the platform.

import { sleep } from '#platform/port.js';
import { trap } from './errors.js';

/**
 * Something a guest can wait for. `remaining` is there when time alone makes it ready: the nanoseconds that takes.
 * `block` is there when the host can wait for this one thing better than by asking again and again.
 * @typedef {object} Waiter
 * @property {() => boolean} ready
 * @property {() => number} [remaining]
 * @property {() => void} [block]
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
    poll([this]);
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
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const ready = [];
    for (let index = 0; index < waiters.length; index++) if (waiters[index].ready()) ready.push(index);
    if (ready.length > 0) return Uint32Array.from(ready);
    wait(waiters, pause);
  }
}

/**
 * Waits until one of them may have become ready.
 * @param {Waiter[]} waiters
 * @param {number} pause nanoseconds, for those of which nothing is known
 */
function wait(waiters, pause) {
  if (waiters.length === 1 && waiters[0].block !== undefined) return waiters[0].block();
  let time = Infinity;
  for (const waiter of waiters) time = Math.min(time, waiter.remaining === undefined ? pause : waiter.remaining());
  sleep(time);
}
