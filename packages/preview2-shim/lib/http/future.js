// The two futures of wasi:http: a result that is not there yet, and can be taken once.

import { pollable } from '../core/pollable.js';

/**
 * @template T
 * @typedef {{ tag: 'ok', val: T } | { tag: 'err', val: import('./error-code.js').ErrorCode }} Outcome
 */

/**
 * What will be known; `outcome` is undefined until it is.
 * @template T
 * @typedef {import('../core/pollable.js').Waiter & { outcome: () => Outcome<T> | undefined }} Pending
 */

/**
 * @template T
 * @param {Outcome<T>} outcome
 * @returns {Pending<T>}
 */
export const settled = (outcome) => ({ ready: () => true, outcome: () => outcome });

const create = Symbol('create');

/**
 * @template T
 */
class Future {
  #pending;
  #taken = false;

  /**
   * @param {symbol} key
   * @param {Pending<T>} pending
   */
  constructor(key, pending) {
    if (key !== create) throw new TypeError('a future is got from what will complete it, not made by its constructor');
    this.#pending = pending;
  }

  subscribe() {
    return pollable(this.#pending);
  }

  /** @returns {{ tag: 'ok', val: Outcome<T> } | { tag: 'err', val: undefined } | undefined} */
  get() {
    if (this.#taken) return { tag: 'err', val: undefined };
    const outcome = this.#pending.outcome();
    if (outcome === undefined) return undefined;
    this.#taken = true;
    return { tag: 'ok', val: outcome };
  }

  [Symbol.dispose]() {}
}

/** @extends {Future<import('./fields.js').Fields | undefined>} */
export class FutureTrailers extends Future {}

/** @extends {Future<import('./incoming.js').IncomingResponse>} */
export class FutureIncomingResponse extends Future {}

/** @param {Pending<import('./fields.js').Fields | undefined>} pending */
export const futureTrailers = (pending) => new FutureTrailers(create, pending);

/** @param {Pending<import('./incoming.js').IncomingResponse>} pending */
export const futureIncomingResponse = (pending) => new FutureIncomingResponse(create, pending);
