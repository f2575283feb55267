// The body of a message that goes out. What the guest writes is kept here until the host has a target for it, and then
// goes there straight.

import { ioError } from '../core/errors.js';
import { outputStream } from '../core/stream.js';
import { Children } from './children.js';

/** @typedef {import('../core/stream.js').Sink} Sink */
/** @typedef {import('./fields.js').Fields} Fields */

/**
 * Where a body goes: its bytes, and how it ends.
 * @typedef {object} BodyTarget
 * @property {Sink} sink
 * @property {(trailers: Fields | undefined) => void} finish
 * @property {() => void} abort the body is not whole, and must not look as if it were
 */

/**
 * The host's end of a body. Exactly one of these is called: `attach`, at any time, or nothing, if the message goes nowhere.
 * @typedef {object} BodyReader
 * @property {bigint | undefined} declared what content-length says
 * @property {() => bigint} written how many bytes there have been
 * @property {() => 'open' | 'finished' | 'aborted'} state
 * @property {() => Fields | undefined} trailers once it is finished
 * @property {() => Uint8Array} take what has been written so far, once; before `attach`
 * @property {(target: BodyTarget) => void} attach for all that is still to come of an open body
 * @property {(listener: () => void) => void} onDemand called when the guest wants the body to move on: it has flushed
 *   it, filled it or ended it. That may never happen, and may happen again and again until there is a target
 */

/** How much may be written of a message that has not been sent. */
const CAPACITY = 0x10_0000;

const create = Symbol('create');

/** @type {(body: OutgoingBody) => BodyReader} */
export let readerOf;

/** @type {(body: OutgoingBody) => void} */
export let finishUntaken;

/**
 * @typedef {'HTTP-request-body-size' | 'HTTP-response-body-size'} SizeError
 */

/**
 * @param {SizeError} sizeError
 * @param {bigint | undefined} declared
 */
export const outgoingBody = (sizeError, declared) => new OutgoingBody(create, sizeError, declared);

export class OutgoingBody {
  #children = new Children('outgoing-body');
  #sizeError;
  #declared;
  #written = 0n;
  #isStreamTaken = false;
  /** @type {ReturnType<BodyReader['state']>} */
  #state = 'open';
  /** @type {Fields | undefined} */
  #trailers;
  /** @type {Uint8Array[]} */
  #kept = [];
  #room = CAPACITY;
  /** @type {BodyTarget | undefined} */
  #target;
  /** @type {(() => void) | undefined} */
  #demand;

  /**
   * @param {symbol} key
   * @param {SizeError} sizeError
   * @param {bigint | undefined} declared what content-length says
   */
  constructor(key, sizeError, declared) {
    if (key !== create) throw new TypeError('an outgoing body comes with its message, not from its constructor');
    this.#sizeError = sizeError;
    this.#declared = declared;
  }

  write() {
    if (this.#isStreamTaken) throw undefined;
    this.#isStreamTaken = true;
    return outputStream(this.#sink(this.#children.add()));
  }

  /**
   * @param {OutgoingBody} body
   * @param {Fields | undefined} trailers
   */
  static finish(body, trailers) {
    body.#children.refuse();
    if (body.#declared !== undefined && body.#declared !== body.#written) {
      body.#end('aborted');
      throw { tag: body.#sizeError, val: body.#written };
    }
    body.#trailers = trailers;
    body.#end('finished');
  }

  [Symbol.dispose]() {
    this.#children.refuse();
    this.#end('aborted');
  }

  /**
   * @param {() => void} dropped
   * @returns {Sink}
   */
  #sink(dropped) {
    return {
      wakes: true,
      write: (bytes) => {
        this.#count(bytes.length);
        if (this.#target === undefined) this.#keep(bytes);
        else this.#target.sink.write(bytes);
      },
      capacity: () => this.#capacity(),
      flush: () => {
        if (this.#target === undefined) this.#demand?.();
        this.#target?.sink.flush?.();
      },
      ready: () => this.#target?.sink.ready?.() ?? true,
      close: dropped,
    };
  }

  #capacity() {
    if (this.#room === 0 && this.#target === undefined) this.#demand?.();
    if (this.#target !== undefined) return this.#target.sink.capacity?.() ?? CAPACITY;
    if (this.#room === 0) throw ioError(`${CAPACITY} bytes were written of a body whose message has not been sent`);
    return this.#room;
  }

  /** @param {Uint8Array} bytes */
  #keep(bytes) {
    if (bytes.length > 0) this.#kept.push(bytes.slice());
    this.#room -= bytes.length;
  }

  /** @param {number} length */
  #count(length) {
    this.#written += BigInt(length);
    if (this.#declared === undefined || this.#written <= this.#declared) return;
    const http = { tag: this.#sizeError, val: this.#written };
    throw ioError(`${this.#written} bytes written where content-length says ${this.#declared}`, { http });
  }

  /** @param {'finished' | 'aborted'} state */
  #end(state) {
    if (this.#state !== 'open') return;
    this.#state = state;
    if (this.#target === undefined) this.#demand?.();
    else if (state === 'finished') this.#target.finish(this.#trailers);
    else this.#target.abort();
  }

  static {
    // Whatever content-length says: the answer to a HEAD may say how long the body would have been.
    finishUntaken = (body) => body.#end('finished');

    readerOf = (body) => ({
      declared: body.#declared,
      written: () => body.#written,
      state: () => body.#state,
      trailers: () => body.#trailers,
      take() {
        const kept = body.#kept;
        body.#kept = [];
        return joined(kept);
      },
      attach: (target) => void (body.#target = target),
      onDemand: (listener) => void (body.#demand = listener),
    });
  }
}

/** @param {Uint8Array[]} pieces */
function joined(pieces) {
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
