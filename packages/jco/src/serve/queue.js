// The queue of requests: the front puts, any guest thread takes.

import * as layout from './layout.js';

/** The front's end. */
export class QueueFront {
  #words;
  #slots;
  #put = 0;

  /** @param {SharedArrayBuffer} memory */
  constructor(memory) {
    ({ words: this.#words, slots: this.#slots } = layout.queueParts(memory));
  }

  /** How many requests no thread has taken. */
  get length() {
    return (this.#put - this.taken) | 0;
  }

  get taken() {
    return Atomics.load(this.#words, layout.TAKEN);
  }

  get isFull() {
    return this.length >= layout.SLOTS;
  }

  /**
   * Threads see it once `publish` has been called.
   * @param {number} id
   * @param {string} head
   */
  put(id, head) {
    const slot = this.#slots[this.#put & (layout.SLOTS - 1)];
    slot.writeUInt32LE(id, 0);
    slot.writeUInt32LE(head.length, 4);
    slot.write(head, layout.SLOT_HEADER, 'latin1');
    this.#put = (this.#put + 1) | 0;
  }

  publish() {
    Atomics.store(this.#words, layout.PUT, this.#put);
    const sleepers = Atomics.load(this.#words, layout.SLEEPERS);
    if (sleepers > 0) Atomics.notify(this.#words, layout.PUT, this.length);
  }

  /** Lets the threads end once they have nothing to do. */
  close() {
    Atomics.store(this.#words, layout.IS_CLOSING, 1);
    Atomics.notify(this.#words, layout.PUT);
  }
}

/** A thread's end. */
export class QueueBack {
  #words;
  #slots;

  /** @param {SharedArrayBuffer} memory */
  constructor(memory) {
    ({ words: this.#words, slots: this.#slots } = layout.queueParts(memory));
  }

  get isClosing() {
    return Atomics.load(this.#words, layout.IS_CLOSING) === 1;
  }

  /**
   * The next request, if there is one. Another thread may be quicker: what has been read counts if the request still was
   * the next when it was taken.
   * @returns {{ id: number, head: string } | undefined}
   */
  take() {
    for (;;) {
      const taken = Atomics.load(this.#words, layout.TAKEN);
      if (taken === Atomics.load(this.#words, layout.PUT)) return undefined;
      const slot = this.#slots[taken & (layout.SLOTS - 1)];
      const id = slot.readUInt32LE(0);
      const head = slot.toString('latin1', layout.SLOT_HEADER, layout.SLOT_HEADER + slot.readUInt32LE(4));
      if (Atomics.compareExchange(this.#words, layout.TAKEN, taken, (taken + 1) | 0) === taken) return { id, head };
    }
  }

  /**
   * Sleeps until there may be a request.
   * @param {number} milliseconds at most
   */
  sleep(milliseconds) {
    const put = Atomics.load(this.#words, layout.PUT);
    if (put !== Atomics.load(this.#words, layout.TAKEN) || this.isClosing) return;
    Atomics.add(this.#words, layout.SLEEPERS, 1);
    Atomics.wait(this.#words, layout.PUT, put, milliseconds);
    Atomics.sub(this.#words, layout.SLEEPERS, 1);
  }

  /** Tells the front that there are frames. */
  wakeFront() {
    Atomics.add(this.#words, layout.SAID, 1);
    if (Atomics.exchange(this.#words, layout.IS_FRONT_ASLEEP, 0) === 1) Atomics.notify(this.#words, layout.SAID);
  }
}
