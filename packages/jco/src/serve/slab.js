// Bytes of a response between the ring and node:http: memory that is used again and again, for the system has mostly
// taken the bytes when node:http returns.

/** As many bytes as a write to a socket is worth. */
const SIZE = 0x1_0000;

export class Slab {
  #memory = Buffer.allocUnsafeSlow(SIZE);
  #isLent = false;
  /** How many bytes are in it. */
  length = 0;

  get isFull() {
    return this.length === SIZE;
  }

  /**
   * Takes what fits of a frame.
   * @param {import('./frames.js').FrameReader} frame
   */
  take(frame) {
    this.length += frame.moveTo(this.#memory.subarray(this.length));
  }

  /**
   * The bytes that are in it.
   * @param {boolean} isFlowing whether they will probably be taken at once: then they stay where they are
   */
  lend(isFlowing) {
    const bytes = this.#memory.subarray(0, this.length);
    this.#isLent = isFlowing;
    return isFlowing ? bytes : Buffer.from(bytes);
  }

  /** A character for each byte that is in it. */
  get text() {
    return this.#memory.toString('latin1', 0, this.length);
  }

  /**
   * Empties it.
   * @param {boolean} isFree whether nobody needs any more what was lent
   */
  reclaim(isFree) {
    if (this.#isLent && !isFree) this.#memory = Buffer.allocUnsafeSlow(SIZE);
    this.#isLent = false;
    this.length = 0;
  }
}
