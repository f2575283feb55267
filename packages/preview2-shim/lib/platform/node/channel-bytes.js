// The bytes of a channel, on the calling thread's side: two rings of shared memory, as a source and a sink.

import { EMPTY } from '../../core/scratch.js';
import * as shared from './shared.js';

/** @typedef {import('../../core/stream.js').Source} Source */
/** @typedef {import('../../core/stream.js').Sink} Sink */

export class ChannelBytes {
  #channel;
  #words;
  #incoming;
  #outgoing;
  // How much of what has been read is still lent out as a view of the ring.
  #lent = 0;
  #isFlushing = false;
  #isReleased = false;

  /**
   * @param {import('./channel.js').Channel} channel
   * @param {import('./memory.js').Memory} memory
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
