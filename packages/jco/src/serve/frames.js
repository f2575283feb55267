// Frames over a ring: what kind it is, the request it is about, and its bytes.
//
// Headers and bytes begin where a machine word does: engines copy to and from shared memory a byte at a time otherwise,
// which takes eight times as long.

/** @typedef {import('@jco/preview2-shim/server').Ring} Ring */

/** The bytes of a header, of which a frame has as many, or a multiple: so a header is in one piece. */
const HEADER = 16;

/** @param {number} length */
const padded = (length) => (length + HEADER - 1) & -HEADER;

export class FrameWriter {
  #ring;
  #cells;
  /** How many bytes have been written that the reader does not see. */
  #unpublished = 0;

  /** @param {Ring} ring */
  constructor(ring) {
    this.#ring = ring;
    this.#cells = ring.cells;
  }

  /** How many bytes there is room for, headers among them. */
  get free() {
    return this.#ring.free - this.#unpublished;
  }

  /** How many bytes the next frame can have. */
  get room() {
    return Math.max(0, (this.free & -HEADER) - HEADER);
  }

  /**
   * Whether there is room for a frame.
   * @param {number} length of its bytes
   */
  fits(length) {
    return this.free >= HEADER + padded(length);
  }

  /**
   * The reader sees it once `publish` has been called.
   * @param {number} kind
   * @param {number} id
   * @param {Uint8Array} [bytes] with them the frame must fit
   */
  write(kind, id, bytes = NONE) {
    const cell = ((this.#ring.end + this.#unpublished) & (this.#ring.size - 1)) >> 2;
    this.#cells[cell] = kind;
    this.#cells[cell + 1] = id;
    this.#cells[cell + 2] = bytes.length;
    if (bytes.length > 0) this.#ring.fill(this.#unpublished + HEADER, bytes);
    this.#unpublished += HEADER + padded(bytes.length);
  }

  /** @returns {boolean} whether there was anything to publish */
  publish() {
    if (this.#unpublished === 0) return false;
    this.#ring.put(this.#unpublished);
    this.#unpublished = 0;
    return true;
  }
}

const NONE = new Uint8Array(0);

export class FrameReader {
  #ring;
  #cells;
  #rest = 0;
  #padding = 0;
  kind = 0;
  id = 0;

  /** @param {Ring} ring */
  constructor(ring) {
    this.#ring = ring;
    this.#cells = ring.cells;
  }

  /** Goes on to the next frame, if there is one. What is left of the last one is passed over. */
  next() {
    this.pass();
    // A frame is put as a whole.
    if (this.#ring.filled === 0) return false;
    const cell = this.#ring.start >> 2;
    this.kind = this.#cells[cell];
    this.id = this.#cells[cell + 1];
    this.#rest = this.#cells[cell + 2];
    this.#padding = padded(this.#rest) - this.#rest;
    this.#ring.take(HEADER);
    return true;
  }

  /** How many bytes of the frame have not been taken. */
  get rest() {
    return this.#rest;
  }

  /**
   * The next bytes of the frame where they are: up to `length` of them. They are good until they are taken.
   * @param {number} length
   */
  view(length) {
    return this.#ring.view(0, Math.min(length, this.#rest));
  }

  /** @param {number} count */
  take(count) {
    this.#rest -= count;
    if (this.#rest > 0 || this.#padding === 0) return this.#ring.take(count);
    this.#ring.take(count + this.#padding);
    this.#padding = 0;
  }

  pass() {
    if (this.#rest > 0) this.take(this.#rest);
  }

  /**
   * Takes the next bytes of the frame, as many as there are or fit.
   * @param {Uint8Array} target
   * @returns {number} how many those were
   */
  moveTo(target) {
    const length = Math.min(target.length, this.#rest);
    for (let at = 0; at < length; ) {
      const part = this.view(length - at);
      target.set(part, at);
      at += part.length;
      this.take(part.length);
    }
    return length;
  }

  /** A copy of what is left of the frame. */
  bytes() {
    const bytes = Buffer.allocUnsafe(this.#rest);
    this.moveTo(bytes);
    return bytes;
  }

  /** What is left of the frame, as a list of texts. */
  lines() {
    const bytes = this.bytes();
    return bytes.length === 0 ? [] : bytes.toString('latin1').split('\n');
  }
}
