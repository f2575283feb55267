// The front's end of a lane.

import { FrameReader, FrameWriter } from './frames.js';
import * as layout from './layout.js';

export class Lane {
  #words;
  #writer;
  /** @type {Int32Array | undefined} */
  #changes;
  #incoming;
  /** @type {(() => void)[]} */
  #waiting = [];

  /**
   * @param {SharedArrayBuffer} memory
   */
  constructor(memory) {
    const { words, incoming, outgoing } = layout.laneParts(memory);
    this.#words = words;
    this.#incoming = incoming;
    this.#writer = new FrameWriter(incoming);
    this.frames = new FrameReader(outgoing);
  }

  /**
   * A thread may be at a request, and wait, before this is known: then it has missed what it was woken for.
   * @param {Int32Array} changes the word on which the thread sleeps while its guest waits
   */
  wakesOn(changes) {
    this.#changes = changes;
    this.#wake();
  }

  #wake() {
    if (this.#changes === undefined) return;
    Atomics.add(this.#changes, 0, 1);
    Atomics.notify(this.#changes, 0);
  }

  get isReady() {
    return Atomics.load(this.#words, layout.IS_READY) === 1;
  }

  /** Whether the guest waits for something, and so leaves its processor to others. */
  get isWaiting() {
    return Atomics.load(this.#words, layout.IS_WAITING) === 1;
  }

  /** The number of the request that the thread is at; 0: none. */
  get current() {
    return Atomics.load(this.#words, layout.CURRENT);
  }

  /** Whether the thread has taken all that has been written. */
  get isDrained() {
    return this.#incoming.filled === 0;
  }

  /**
   * Writes what there is room for.
   * @param {number} id
   * @param {Uint8Array} bytes
   * @returns {number} how many bytes those were
   */
  writeData(id, bytes) {
    const count = Math.min(bytes.length, this.#writer.room);
    if (count === 0) return 0;
    this.#writer.write(layout.DATA, id, count === bytes.length ? bytes : bytes.subarray(0, count));
    this.#writer.publish();
    this.#wake();
    return count;
  }

  /**
   * @param {number} id
   * @param {string[]} trailers names and values by turns
   * @returns {boolean} whether there was room
   */
  writeEnd(id, trailers) {
    const bytes = Buffer.from(trailers.join('\n'), 'latin1');
    if (!this.#writer.fits(bytes.length)) return false;
    this.#writer.write(layout.END, id, bytes);
    this.#writer.publish();
    this.#wake();
    return true;
  }

  /** @param {number} id */
  clientHasGone(id) {
    Atomics.store(this.#words, layout.GONE, id);
    this.#wake();
  }

  /**
   * Calls back once the thread has taken bytes.
   * @param {() => void} resume
   */
  onRoom(resume) {
    this.#waiting.push(resume);
    Atomics.store(this.#words, layout.WANTS_ROOM, 1);
    // The thread may have made room before it could know.
    if (this.#incoming.free >= layout.MUCH_ROOM) setImmediate(() => this.checkRoom());
  }

  /**
   * To be called when frames have been taken. Always: a thread that is about to wait for room, and has not said so yet,
   * finds that something has changed since it looked.
   */
  gaveRoom() {
    this.#wake();
  }

  /** Lets those go on who wait for room. To be called before frames are taken. */
  checkRoom() {
    if (this.#waiting.length === 0 || this.#incoming.free < layout.MUCH_ROOM) return;
    Atomics.store(this.#words, layout.WANTS_ROOM, 0);
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
