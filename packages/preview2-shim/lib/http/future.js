// The two futures of wasi:http: a result that is not there yet, and can be taken once.

import { pollable } from '../core/pollable.js';
import { immutableFields } from './fields.js';

/** @typedef {import('./fields.js').Entry} Entry */
/** @typedef {import('./fields.js').Fields} Fields */
/** @typedef {import('./incoming.js').IncomingResponse} IncomingResponse */

/**
 * @template T
 * @typedef {{ tag: 'ok', val: T } | { tag: 'err', val: import('./error-code.js').ErrorCode }} Outcome
 */

/**
 * What `get` of a future returns.
 * @template T
 * @typedef {{ tag: 'ok', val: Outcome<T> } | { tag: 'err', val: undefined } | undefined} Got
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

export class FutureTrailers {
  #body;
  #isTaken = false;

  /**
   * @param {symbol} key
   * @param {Pick<import('./incoming.js').Body, 'trailers' | 'close'>} body
   */
  constructor(key, body) {
    if (key !== create) throw new TypeError('future trailers come with a body, not from their constructor');
    this.#body = body;
  }

  subscribe() {
    return pollable(this.#isTaken ? {} : this.#body.trailers);
  }

  /** @returns {Got<Fields | undefined>} */
  get() {
    if (this.#isTaken) return { tag: 'err', val: undefined };
    const outcome = this.#body.trailers.outcome();
    if (outcome === undefined) return undefined;
    this.#isTaken = true;
    this.#body.close?.();
    if (outcome.tag === 'err' || outcome.val === undefined) return { tag: 'ok', val: /** @type {any} */ (outcome) };
    const trailers = immutableFields(outcome.val, () => {});
    return { tag: 'ok', val: { tag: 'ok', val: trailers } };
  }

  [Symbol.dispose]() {
    if (!this.#isTaken) this.#body.close?.();
    this.#isTaken = true;
  }
}

export class FutureIncomingResponse {
  #pending;
  #abandon;
  #isTaken = false;

  /**
   * @param {symbol} key
   * @param {Pending<IncomingResponse>} pending
   * @param {() => void} [abandon] called if it is dropped before the response is taken
   */
  constructor(key, pending, abandon) {
    if (key !== create) throw new TypeError('a future response comes from a handler, not from its constructor');
    this.#pending = pending;
    this.#abandon = abandon;
  }

  subscribe() {
    return pollable(this.#isTaken ? {} : this.#pending);
  }

  /** @returns {Got<IncomingResponse>} */
  get() {
    if (this.#isTaken) return { tag: 'err', val: undefined };
    const outcome = this.#pending.outcome();
    if (outcome === undefined) return undefined;
    this.#isTaken = true;
    return { tag: 'ok', val: outcome };
  }

  [Symbol.dispose]() {
    if (!this.#isTaken) this.#abandon?.();
    this.#isTaken = true;
  }
}

/** @param {Pick<import('./incoming.js').Body, 'trailers' | 'close'>} body */
export const futureTrailers = (body) => new FutureTrailers(create, body);

/**
 * @param {Pending<IncomingResponse>} pending
 * @param {() => void} [abandon]
 */
export const futureIncomingResponse = (pending, abandon) => new FutureIncomingResponse(create, pending, abandon);
