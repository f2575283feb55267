// The thread's end of its lane: the request's body as a source, the response's as a sink.

import { EMPTY, changes } from '@jco/preview2-shim/server';

import { FrameReader, FrameWriter } from '../frames.js';
import * as layout from '../layout.js';

/** @typedef {import('@jco/preview2-shim/server').Source} Source */
/** @typedef {import('@jco/preview2-shim/server').Sink} Sink */

/** The most bytes of a frame that is one of several. */
const LONGEST = layout.RING_SIZE / 4;

export class GuestLane {
  #words;
  #queue;
  #incoming;
  #reader;
  #writer;

  /**
   * @param {SharedArrayBuffer} memory
   * @param {import('../queue.js').QueueBack} queue
   */
  constructor(memory, queue) {
    const { words, incoming, outgoing } = layout.laneParts(memory);
    this.#words = words;
    this.#queue = queue;
    this.#incoming = incoming;
    this.#reader = new FrameReader(incoming);
    this.#writer = new FrameWriter(outgoing);
  }

  /**
   * @param {number} word
   * @param {number} value
   */
  set(word, value) {
    Atomics.store(this.#words, word, value);
  }

  /** @param {number} id */
  hasGone(id) {
    return Atomics.load(this.#words, layout.GONE) === id;
  }

  /** How many bytes the next frame can have. */
  get room() {
    return this.#writer.room;
  }

  /**
   * A frame that the front hears of when the thread next waits or is done.
   * @param {number} kind
   * @param {number} id
   * @param {Uint8Array} [bytes]
   */
  say(kind, id, bytes) {
    while (!this.#writer.fits(bytes?.length ?? 0)) this.#wait(bytes?.length ?? 0);
    this.#writer.write(kind, id, bytes);
    if (this.#writer.free < layout.MUCH_ROOM) this.flush();
  }

  /**
   * In as many frames as it takes.
   * @param {number} kind
   * @param {number} id
   * @param {Uint8Array} bytes
   */
  sayAll(kind, id, bytes) {
    for (let rest = bytes; rest.length > 0; rest = rest.subarray(LONGEST)) this.say(kind, id, rest.subarray(0, LONGEST));
  }

  /** Makes the front hear. */
  flush() {
    if (this.#writer.publish()) this.#queue.wakeFront();
  }

  /** Before the guest waits: the front is to hear what has been said, and that others may have to take over. */
  waits() {
    this.flush();
    this.set(layout.IS_WAITING, 1);
  }

  goesOn() {
    this.set(layout.IS_WAITING, 0);
  }

  /** @param {number} id */
  done(id) {
    this.say(layout.DONE, id);
    this.set(layout.CURRENT, 0);
    this.flush();
  }

  /**
   * Until the front may have made room. It counts as work, not as waiting: whether a client is slow, the front knows.
   * @param {number} length
   */
  #wait(length) {
    const seen = Atomics.load(changes, 0);
    this.flush();
    if (!this.#writer.fits(length)) Atomics.wait(changes, 0, seen);
  }

  /**
   * The body of a request.
   * @param {number} id
   * @param {(trailers: string[]) => void} ended
   * @returns {Required<Pick<Source, 'read' | 'ready' | 'wakes' | 'close'>>}
   */
  source(id, ended) {
    let isPulled = false;
    let isOver = false;
    let lent = 0;
    const giveBack = () => {
      if (lent === 0) return;
      this.#reader.take(lent);
      lent = 0;
      if (Atomics.load(this.#words, layout.WANTS_ROOM) === 1 && this.#incoming.free >= layout.MUCH_ROOM) this.#queue.wakeFront();
    };
    const advance = () => {
      giveBack();
      if (!isPulled) {
        isPulled = true;
        // What the last handler has left of its own body.
        this.#reader.pass();
        this.say(layout.PULL, id);
        this.flush();
      }
      while (!isOver && this.#reader.rest === 0 && this.#reader.next()) {
        if (this.#reader.id !== id) {
          this.#reader.pass();
          // There may have been no room for this one's.
          this.#queue.wakeFront();
        } else if (this.#reader.kind === layout.END) {
          isOver = true;
          ended(this.#reader.lines());
        }
      }
    };
    return {
      wakes: true,

      read: (length) => {
        advance();
        if (this.#reader.rest > 0 && !isOver) {
          const bytes = this.#reader.view(length);
          lent = bytes.length;
          return bytes;
        }
        if (isOver) return undefined;
        if (this.hasGone(id)) throw clientHasGone();
        return EMPTY;
      },

      ready: () => {
        advance();
        this.flush();
        return isOver || this.#reader.rest > 0 || this.hasGone(id);
      },

      close: giveBack,
    };
  }

  /**
   * The body of a response.
   * @param {number} id
   * @returns {Sink}
   */
  sink(id) {
    return {
      wakes: true,

      capacity: () => {
        if (this.hasGone(id)) throw clientHasGone();
        if (this.#writer.room === 0) this.flush();
        return this.#writer.room;
      },

      write: (bytes) => {
        if (this.hasGone(id)) throw clientHasGone();
        if (bytes.length > 0) this.say(layout.DATA, id, bytes);
      },

      flush: () => this.flush(),

      ready: () => {
        this.flush();
        return this.#writer.room > 0 || this.hasGone(id);
      },
    };
  }
}

const clientHasGone = () => Object.assign(new Error('the client has gone'), { code: 'EPIPE' });
