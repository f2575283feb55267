// The calling thread's end of a channel to a driver in the worker: messages, and bytes both ways. Nothing here waits.

import { ChannelBytes } from './channel-bytes.js';
import * as shared from './shared.js';

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
   * @param {import('./memory.js').Memory | undefined} memory absent where the channel carries messages only
   * @param {Line} line
   */
  constructor(memory, line) {
    this.memory = memory;
    this.#line = line;
    if (memory !== undefined) this.#bytes = new ChannelBytes(this, memory);
  }

  /**
   * To the driver.
   * @param {unknown} message
   */
  post(message) {
    this.#line.post(shared.MESSAGE, message);
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
    this.#line.post(shared.FINISH);
  }

  /** Lets go of the channel: the driver passes on what has been written, and ends what it has open. */
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#bytes?.release();
    this.#line.post(shared.CLOSE);
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

  #ends() {
    if (this.#bytes === undefined) throw new TypeError('this channel carries messages only');
    return this.#bytes;
  }
}
