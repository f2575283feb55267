// Frames over a ring: what kind it is, the request it is about, and its bytes.

/** @typedef {import('@jco/preview2-shim/server').Ring} Ring */

const HEADER = 12;

export class FrameWriter {
  #ring;
  #header = Buffer.alloc(HEADER);

  /** @param {Ring} ring */
  constructor(ring) {
    this.#ring = ring;
  }

  /** How many bytes the next frame can have. */
  get room() {
    return Math.max(0, this.#ring.free - HEADER);
  }

  /**
   * Whether there is room for a frame.
   * @param {number} length of its bytes
   */
  fits(length) {
    return this.#ring.free >= HEADER + length;
  }

  /**
   * @param {number} kind
   * @param {number} id
   * @param {Uint8Array} [bytes] with them the frame must fit
   */
  write(kind, id, bytes = NONE) {
    this.#header.writeUInt32LE(kind, 0);
    this.#header.writeUInt32LE(id, 4);
    this.#header.writeUInt32LE(bytes.length, 8);
    this.#ring.write(this.#header);
    if (bytes.length > 0) this.#ring.write(bytes);
  }
}

const NONE = new Uint8Array(0);

export class FrameReader {
  #ring;
  #header = Buffer.alloc(HEADER);
  #rest = 0;
  kind = 0;
  id = 0;

  /** @param {Ring} ring */
  constructor(ring) {
    this.#ring = ring;
  }

  /** Goes on to the next frame, if it is there whole. What is left of the last one is passed over. */
  next() {
    this.pass();
    const filled = this.#ring.filled;
    if (filled < HEADER) return false;
    const first = this.#ring.view(0, HEADER);
    this.#header.set(first);
    if (first.length < HEADER) this.#header.set(this.#ring.view(first.length, HEADER - first.length), first.length);
    const length = this.#header.readUInt32LE(8);
    if (filled < HEADER + length) return false;
    this.kind = this.#header.readUInt32LE(0);
    this.id = this.#header.readUInt32LE(4);
    this.#rest = length;
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
    this.#ring.take(count);
    this.#rest -= count;
  }

  pass() {
    if (this.#rest > 0) this.take(this.#rest);
  }

  /** A copy of what is left of the frame. */
  bytes() {
    const bytes = Buffer.allocUnsafe(this.#rest);
    for (let at = 0; at < bytes.length; ) {
      const part = this.view(bytes.length - at);
      bytes.set(part, at);
      at += part.length;
      this.take(part.length);
    }
    return bytes;
  }

  /** What is left of the frame, as a list of texts. */
  lines() {
    const bytes = this.bytes();
    return bytes.length === 0 ? [] : bytes.toString('latin1').split('\n');
  }
}
