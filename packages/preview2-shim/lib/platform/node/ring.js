// Bytes from one thread to another through shared memory: one side puts, the other takes, neither waits for a lock.
// The two counters only grow, modulo 2³²; their difference is what is in the ring.

export class Ring {
  #words;
  #put;
  #taken;
  #bytes;

  /**
   * @param {Int32Array} words shared
   * @param {number} put index of the counter that the putting side owns
   * @param {number} taken index of the counter that the taking side owns
   * @param {Uint8Array} bytes shared; as many as a power of two
   */
  constructor(words, put, taken, bytes) {
    this.#words = words;
    this.#put = put;
    this.#taken = taken;
    this.#bytes = bytes;
  }

  get size() {
    return this.#bytes.length;
  }

  /** How many bytes are there to take. */
  get filled() {
    return (Atomics.load(this.#words, this.#put) - Atomics.load(this.#words, this.#taken)) | 0;
  }

  get free() {
    return this.#bytes.length - this.filled;
  }

  /**
   * The bytes from `start`, counted from the next to be taken, up to `length` of them or to where the memory wraps.
   * @param {number} start
   * @param {number} length
   */
  view(start, length) {
    const from = (Atomics.load(this.#words, this.#taken) + start) & (this.#bytes.length - 1);
    return this.#bytes.subarray(from, Math.min(from + length, this.#bytes.length));
  }

  /**
   * Where the next bytes go: up to `length`, or to where the memory wraps.
   * @param {number} length
   */
  room(length) {
    const from = Atomics.load(this.#words, this.#put) & (this.#bytes.length - 1);
    return this.#bytes.subarray(from, Math.min(from + length, this.#bytes.length));
  }

  /** Where in the memory the next bytes go. */
  get end() {
    return Atomics.load(this.#words, this.#put) & (this.#bytes.length - 1);
  }

  /** Where in the memory the next bytes to be taken are. */
  get start() {
    return Atomics.load(this.#words, this.#taken) & (this.#bytes.length - 1);
  }

  /** The memory, as words. */
  get cells() {
    return new Int32Array(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length / 4);
  }

  /**
   * Copies bytes to where they will be when they are put, for which there must be room.
   * @param {number} start counted from where the next bytes go
   * @param {Uint8Array} bytes
   */
  fill(start, bytes) {
    const from = (this.end + start) & (this.#bytes.length - 1);
    const fit = this.#bytes.length - from;
    if (bytes.length <= fit) return this.#bytes.set(bytes, from);
    this.#bytes.set(bytes.subarray(0, fit), from);
    this.#bytes.set(bytes.subarray(fit), 0);
  }

  /** @param {number} count */
  take(count) {
    Atomics.add(this.#words, this.#taken, count);
  }

  /** @param {number} count */
  put(count) {
    Atomics.add(this.#words, this.#put, count);
  }

  /**
   * Puts what there is room for.
   * @param {Uint8Array} bytes
   * @returns {number} how many those were
   */
  write(bytes) {
    const count = Math.min(bytes.length, this.free);
    if (count === 0) return 0;
    const first = this.room(count);
    if (first.length === count) {
      first.set(count === bytes.length ? bytes : bytes.subarray(0, count));
    } else {
      first.set(bytes.subarray(0, first.length));
      this.#bytes.set(bytes.subarray(first.length, count));
    }
    this.put(count);
    return count;
  }
}
