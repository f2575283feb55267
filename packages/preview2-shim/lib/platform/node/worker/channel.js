// The worker's end of a channel: what a driver has of it.

import * as shared from '../shared.js';

/**
 * What a driver does about a channel. Every part may be absent.
 * @typedef {object} Handlers
 * @property {(message: any) => void} [message] what the guest's side has posted
 * @property {(bytes: Uint8Array, done: () => void) => void} [bytes] bytes of the guest, lent until `done`, which has to be
 *   called in the order the bytes came
 * @property {() => void} [finish] no more bytes of the guest come
 * @property {() => void} [room] there is room again, after `write` or `hasRoom` said no
 * @property {() => void} [close] the guest has dropped everything. When all is passed on and put away: `channel.gone()`
 */

/**
 * @template Options
 * @typedef {(channel: Channel, options: Options) => Handlers} Driver
 */

/**
 * What carries a channel.
 * @typedef {object} Line
 * @property {() => void} changed
 * @property {(kind: number, content?: unknown) => void} send
 * @property {<Options>(driver: Driver<Options>, options: Options) => number} open
 * @property {() => void} gone
 */

export class Channel {
  #line;
  #words;
  #incoming;
  #outgoing;
  /** @type {Handlers} */
  #handlers = {};
  // How many of the bytes in the ring the driver has been lent.
  #lent = 0;
  // What did not fit into the ring.
  /** @type {Uint8Array[]} */
  #backlog = [];
  #isStalled = false;
  #isEnding = false;
  #isFailed = false;
  #isGone = false;

  /**
   * @param {import('../memory.js').Memory | undefined} memory
   * @param {Line} line
   */
  constructor(memory, line) {
    this.#line = line;
    // Channels of messages only have rings of nothing.
    const { words, incoming, outgoing } = shared.channelParts(memory ?? NO_BYTES);
    this.#words = words;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  /**
   * To the guest's side.
   * @param {unknown} message
   */
  send(message) {
    if (!this.#isGone) this.#line.send(shared.MESSAGE, message);
  }

  /**
   * Everything that is still open of the channel fails, both ways.
   * @param {unknown} error
   */
  fail(error) {
    if (!this.#isGone && !this.#isFailed) this.#line.send(shared.FAIL, shared.errorData(error));
    this.#isFailed = true;
  }

  /**
   * Makes another channel, and returns its number: the other side adopts it when it has been told.
   * @template Options
   * @param {Driver<Options>} driver
   * @param {Options} options
   */
  open(driver, options) {
    return this.#line.open(driver, options);
  }

  /** The last word of a driver: all is put away, and no bytes of the guest are in use. */
  gone() {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#line.gone();
  }

  // Bytes to the guest, either copied by `write`, or put where `room` says.

  /**
   * @param {Uint8Array} bytes kept if there is no room for all of them
   * @returns {boolean} false: no more before `handlers.room`
   */
  write(bytes) {
    const count = this.#backlog.length > 0 ? 0 : this.#incoming.write(bytes);
    if (count > 0) this.#line.changed();
    if (count < bytes.length) this.#backlog.push(bytes.subarray(count));
    return this.hasRoom();
  }

  /** False: no more before `handlers.room`. */
  hasRoom() {
    if (this.#backlog.length === 0 && this.#incoming.free > 0) return true;
    if (!this.#isStalled) this.#stall();
    return false;
  }

  /** Where the next bytes go, as many as there can be at once when there is room. */
  room() {
    return this.#incoming.room(this.#incoming.free || this.#incoming.size / 2);
  }

  /** @param {number} count of bytes that have been put there */
  put(count) {
    this.#incoming.put(count);
    this.#line.changed();
  }

  /** No more bytes come. After a failure it says nothing: what was open then has failed. */
  end() {
    if (this.#isFailed) return;
    this.#isEnding = true;
    if (this.#backlog.length > 0) return;
    Atomics.store(this.#words, shared.IN_END, 1);
    this.#line.changed();
  }

  /** No more bytes of the guest are wanted. */
  refuse() {
    if (this.#isFailed) return;
    Atomics.store(this.#words, shared.OUT_END, 1);
    this.#line.changed();
  }

  // For those that carry the channel:

  /**
   * @template Options
   * @param {Driver<Options>} driver
   * @param {Options} options
   */
  start(driver, options) {
    this.#guard(() => {
      this.#handlers = driver(this, options);
    });
  }

  /** The bell has rung. */
  look() {
    Atomics.store(this.#words, shared.BELL, 0);
    this.#guard(() => this.#look());
  }

  /**
   * @param {number} kind
   * @param {unknown} content
   */
  take(kind, content) {
    this.#guard(() => {
      // What has been written before it was sent comes first.
      this.#look();
      if (kind === shared.MESSAGE) this.#handlers.message?.(content);
      else if (kind === shared.FINISH) this.#handlers.finish?.();
      else if (kind === shared.CLOSE) this.#handlers.close === undefined ? this.gone() : this.#handlers.close();
    });
  }

  /**
   * What a driver throws is the failure of one channel.
   * @param {() => void} work
   */
  #guard(work) {
    try {
      work();
    } catch (error) {
      this.fail(error);
    }
  }

  #look() {
    this.#lend();
    this.#refill();
  }

  #lend() {
    for (let left = this.#outgoing.filled - this.#lent; left > 0; left = this.#outgoing.filled - this.#lent) {
      const bytes = this.#outgoing.view(this.#lent, left);
      this.#lent += bytes.length;
      this.#handlers.bytes?.(bytes, () => {
        this.#lent -= bytes.length;
        this.#outgoing.take(bytes.length);
        this.#line.changed();
      });
    }
  }

  #stall() {
    this.#isStalled = true;
    Atomics.store(this.#words, shared.IN_STALLED, 1);
    // Whoever takes bytes looks at the flag afterwards: one of the two sees the other.
    queueMicrotask(() => this.#refill());
  }

  #refill() {
    if (!this.#isStalled || this.#incoming.free < this.#incoming.size / 2) return;
    Atomics.store(this.#words, shared.IN_STALLED, 0);
    this.#writeBacklog();
    if (this.#backlog.length > 0) return this.#stall();
    this.#isStalled = false;
    if (this.#isEnding) this.end();
    this.#handlers.room?.();
  }

  #writeBacklog() {
    while (this.#backlog.length > 0) {
      const [bytes] = this.#backlog;
      const count = this.#incoming.write(bytes);
      this.#line.changed();
      if (count < bytes.length) {
        this.#backlog[0] = bytes.subarray(count);
        return;
      }
      this.#backlog.shift();
    }
  }
}

// What channels that carry messages only have for rings: nothing is ever put there.
const NO_BYTES = { buffer: new SharedArrayBuffer(shared.CHANNEL_BYTES), offset: 0 };
