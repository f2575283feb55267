// A request that another thread sends while this one is stopped. It looks like one of http.js.

import { EMPTY } from '../../core/scratch.js';
import { exchangeMemory, newMemory } from './exchange-memory.js';

/** @typedef {import('./http.js').RequestHead} RequestHead */
/** @typedef {(message: object) => void} Post */

/** How many bytes of a request's body one write may have. */
const PORTION = 0x1_0000;

let lastId = 0;

export class RemoteExchange {
  #id = ++lastId;
  #post;
  #closed;
  #memory;
  #isClosed = false;

  /**
   * @param {RequestHead} head
   * @param {Post} post
   * @param {() => void} closed called once
   */
  constructor(head, post, closed) {
    const memory = newMemory();
    this.#post = post;
    this.#closed = closed;
    this.#memory = exchangeMemory(memory);
    this.#post({ id: this.#id, head: { ...head, body: head.body.slice() }, memory });
  }

  // The request's body, where that was not whole.

  capacity() {
    if (this.#isClosed) throw Object.assign(new Error('the exchange was closed'), { code: 'EPIPE' });
    return PORTION;
  }

  canWrite() {
    return true;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    this.#post({ id: this.#id, write: bytes.slice() });
  }

  /** @param {string[] | undefined} trailers */
  finish(trailers) {
    this.#post({ id: this.#id, finish: true, trailers });
  }

  abort() {
    this.#post({ id: this.#id, abort: true });
  }

  // The response.

  hasHead() {
    return this.#memory.head() !== undefined || this.#memory.error() !== undefined;
  }

  head() {
    const head = this.#memory.head();
    if (head === undefined) this.#fail();
    return head;
  }

  /** @param {number} length */
  read(length) {
    // In this order: what came before the end is read before it.
    const isEnded = this.#memory.isEnded();
    const available = Math.min(this.#memory.available(), length);
    if (available > 0) {
      const wasFull = this.#memory.room() === 0;
      const bytes = this.#memory.take(available);
      if (wasFull) this.#post({ id: this.#id, more: true });
      return bytes;
    }
    this.#fail();
    return isEnded ? undefined : EMPTY;
  }

  canRead() {
    return this.#memory.available() > 0 || this.#memory.isEnded() || this.#memory.error() !== undefined;
  }

  /** Passes over what has not been read of the body. */
  trailers() {
    while (this.#memory.available() > 0) this.read(PORTION);
    return this.read(PORTION) === undefined ? { fields: undefined } : undefined;
  }

  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#post({ id: this.#id, close: true });
    this.#closed();
  }

  #fail() {
    const error = this.#memory.error();
    if (error !== undefined) throw Object.assign(new Error(error.message), error.code === undefined ? {} : { code: error.code });
  }
}
