// The calling thread's end of a channel to a driver in the worker: messages, and bytes both ways. Nothing here waits.

import { EMPTY } from '../../core/scratch.js';
import * as shared from './shared.js';

/** @typedef {import('../../core/stream.js').Source} Source */
/** @typedef {import('../../core/stream.js').Sink} Sink */

/**
 * What carries a channel.
 * @typedef {object} Line
 * @property {() => void} ring tells the worker to look at the channel's rings
 * @property {(kind: number, content?: unknown) => void} post
 * @property {() => void} collect takes in what the worker has sent
 * @property {(id: number) => Channel} adopt
 */

export class Channel {
  #line;
  /** @type {unknown[]} */
  #inbox = [];
  /** @type {Error | undefined} */
  #failure;
  #isClosed = false;
  #bytes;

  /**
   * @param {SharedArrayBuffer | undefined} memory absent where the channel carries messages only
   * @param {Line} line
   */
  constructor(memory, line) {
    this.memory = memory;
    this.#line = line;
    if (memory !== undefined) this.#bytes = new ByteEnd(this, memory);
  }

  /**
   * To the driver.
   * @param {unknown} message
   */
  post(message) {
    this.#send(shared.MESSAGE, message);
  }

  /**
   * The driver's next message; undefined if none is there yet. Throws what made the channel fail once its messages
   * have been received.
   * @returns {any}
   */
  receive() {
    this.#line.collect();
    if (this.#inbox.length > 0) return this.#inbox.shift();
    if (this.#failure !== undefined) throw this.#failure;
    return undefined;
  }

  /** Whether `receive` has something to tell. */
  hasMessage() {
    this.#line.collect();
    return this.#inbox.length > 0 || this.#failure !== undefined;
  }

  /** The bytes that come from the driver. */
  get source() {
    return this.#ends().source;
  }

  /** The bytes that go to the driver. */
  get sink() {
    return this.#ends().sink;
  }

  /** Tells the driver that no more bytes come. */
  finish() {
    this.#send(shared.FINISH);
  }

  /** Lets go of the channel: the driver passes on what has been written, and ends what it has open. */
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#bytes?.release();
    this.#send(shared.CLOSE);
  }

  /**
   * The channel that a driver has opened, and told of in a message.
   * @param {number} id
   */
  adopt(id) {
    return this.#line.adopt(id);
  }

  get failure() {
    this.#line.collect();
    return this.#failure;
  }

  // For those that carry the channel:

  /** Whether the driver has yet to take bytes. */
  get isPending() {
    return this.#bytes !== undefined && this.#failure === undefined && this.#bytes.isPending;
  }

  /** @param {unknown} message */
  deliver(message) {
    this.#inbox.push(message);
  }

  /** @param {Error} error */
  fail(error) {
    this.#failure ??= error;
  }

  ring() {
    this.#line.ring();
  }

  /**
   * @param {number} kind
   * @param {unknown} [content]
   */
  #send(kind, content) {
    this.#line.post(kind, content);
  }

  #ends() {
    if (this.#bytes === undefined) throw new TypeError('this channel carries messages only');
    return this.#bytes;
  }
}

class ByteEnd {
  #channel;
  #words;
  #incoming;
  #outgoing;
  // How much of what has been read is still lent out as a view of the ring.
  #lent = 0;
  #isFlushing = false;
  #isReleased = false;

  /**
   * @param {Channel} channel
   * @param {SharedArrayBuffer} memory
   */
  constructor(channel, memory) {
    const { words, incoming, outgoing } = shared.channelParts(memory);
    this.#channel = channel;
    this.#words = words;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.source = this.#source();
    this.sink = this.#sink();
  }

  get isPending() {
    return this.#outgoing.filled > 0 && Atomics.load(this.#words, shared.OUT_END) === 0;
  }

  /** From now on the memory may be another channel's. */
  release() {
    this.#lent = 0;
    this.#isReleased = true;
  }

  /** @returns {Required<Pick<Source, 'read' | 'ready' | 'wakes'>>} */
  #source() {
    const isOver = () => Atomics.load(this.#words, shared.IN_END) === 1 || this.#channel.failure !== undefined;
    return {
      wakes: true,

      read: (length) => {
        if (this.#isReleased) return undefined;
        this.#giveBack();
        // Asked first: bytes put before the end was told are there by then.
        const over = isOver();
        const count = Math.min(length, this.#incoming.filled);
        if (count === 0) return over && this.#incoming.filled === 0 ? this.#ending() : EMPTY;
        const bytes = this.#incoming.view(0, count);
        this.#lent = bytes.length;
        return bytes;
      },

      ready: () => {
        if (this.#isReleased) return true;
        this.#giveBack();
        return this.#incoming.filled > 0 || isOver();
      },
    };
  }

  /** @returns {undefined} */
  #ending() {
    if (Atomics.load(this.#words, shared.IN_END) === 0) throw this.#channel.failure;
    return undefined;
  }

  #giveBack() {
    if (this.#lent > 0) this.#incoming.take(this.#lent);
    this.#lent = 0;
    if (Atomics.load(this.#words, shared.IN_STALLED) === 0 || this.#incoming.free < this.#incoming.size / 2) return;
    Atomics.store(this.#words, shared.IN_STALLED, 0);
    this.#ringOnce();
  }

  /** @returns {Required<Pick<Sink, 'write' | 'capacity' | 'flush' | 'ready' | 'wakes'>>} */
  #sink() {
    const capacity = () => {
      this.#failIfOver();
      if (this.#isFlushing && this.#outgoing.filled > 0) return 0;
      this.#isFlushing = false;
      return this.#outgoing.free;
    };
    return {
      wakes: true,
      capacity,

      write: (bytes) => {
        this.#failIfOver();
        if (this.#outgoing.write(bytes) < bytes.length) throw new RangeError('more bytes than there is room for');
        this.#ringOnce();
      },

      flush: () => {
        this.#failIfOver();
        this.#isFlushing = this.#outgoing.filled > 0;
      },

      ready: () => this.#isOver() || capacity() > 0,
    };
  }

  #isOver() {
    return this.#isReleased || Atomics.load(this.#words, shared.OUT_END) === 1 || this.#channel.failure !== undefined;
  }

  #failIfOver() {
    if (!this.#isOver()) return;
    if (!this.#isReleased && Atomics.load(this.#words, shared.OUT_END) === 0) throw this.#channel.failure;
    throw shared.hostError({ code: 'EPIPE', message: 'the other side takes no more bytes' });
  }

  #ringOnce() {
    if (Atomics.exchange(this.#words, shared.BELL, 1) === 0) this.#channel.ring();
  }
}
