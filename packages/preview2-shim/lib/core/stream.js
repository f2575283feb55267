// The only streams: `wasi:io/streams` over a source or a sink, which know bytes and nothing of WASI.

import { Budget } from './budget.js';
import { isBrokenPipe, toIoError, trap } from './errors.js';
import { after, pollable, until } from './pollable.js';
import { readLength } from './scratch.js';

/**
 * Where an input stream's bytes come from. What the two reads return may be a view of a reused buffer, good until the
 * next call of anything. They throw a host error, an io error or a WASI filesystem error code when reading fails.
 * @typedef {object} Source
 * @property {(length: number) => Uint8Array | undefined} read at most `length` bytes, none if none are there yet;
 *   undefined at the end. Never waits.
 * @property {(length: number) => Uint8Array | undefined} [blockingRead] waits for a byte or the end; absent where
 *   `read` always has either, or `wakes`
 * @property {(length: bigint) => bigint | undefined} [skip] where passing over bytes is cheaper than reading them
 * @property {() => boolean} [ready] absent: always
 * @property {boolean} [wakes] whether the port tells when it may have become ready
 * @property {() => void} [block] waits until `ready`
 * @property {() => void} [close]
 */

/**
 * Where an output stream's bytes go. `write` takes all it is given, and must not keep it: it may be a view of guest
 * memory. Errors are as for `Source`.
 * @typedef {object} Sink
 * @property {(bytes: Uint8Array) => void} write
 * @property {() => number} [capacity] how many bytes `write` accepts without waiting; absent: any number
 * @property {() => void} [flush]
 * @property {() => boolean} [ready] true when there is capacity or an error; absent: always
 * @property {boolean} [wakes] whether the port tells when it may have become ready
 * @property {() => void} [block] waits until `ready`
 * @property {() => void} [close]
 */

/** What `check-write` permits where the sink itself sets no bound. */
const UNBOUNDED_PERMIT = 0x10_0000;
const UNBOUNDED_PERMIT_BIG = BigInt(UNBOUNDED_PERMIT);

/** The most a `blocking-write-…-and-flush` takes. */
const BLOCKING_WRITE_LIMIT = 4096;

const CLOSED = Object.freeze({ tag: 'closed' });

const create = Symbol('create');

/**
 * What a stream throws for what its source or sink threw: a `stream-error`, or the very thing if it is none of I/O's.
 * @param {unknown} thrown
 */
function streamError(thrown) {
  if (isBrokenPipe(thrown)) return CLOSED;
  const error = toIoError(thrown);
  return error === undefined ? thrown : { tag: 'last-operation-failed', val: error };
}

/** `wasi:io/streams`' `input-stream`. The lists it returns are views that the next call of anything may overwrite. */
export class InputStream {
  /** @type {Source | undefined} */
  #source;

  /**
   * @param {symbol} key
   * @param {Source} source
   */
  constructor(key, source) {
    if (key !== create) throw new TypeError('an input stream is got from its origin, not made by its constructor');
    this.#source = source;
  }

  /** @param {bigint} length */
  read(length) {
    const source = this.#source;
    if (source === undefined) throw CLOSED;
    let bytes;
    try {
      bytes = source.read(readLength(length));
    } catch (thrown) {
      throw this.#failed(thrown);
    }
    if (bytes === undefined) throw CLOSED;
    return bytes;
  }

  /** @param {bigint} length */
  blockingRead(length) {
    const source = this.#source;
    if (source === undefined) throw CLOSED;
    if (length === 0n) return this.read(length);
    if (source.wakes) return this.#awaitBytes(source, length);
    if (source.blockingRead === undefined) return this.read(length);
    let bytes;
    try {
      bytes = source.blockingRead(readLength(length));
    } catch (thrown) {
      throw this.#failed(thrown);
    }
    if (bytes === undefined) throw CLOSED;
    return bytes;
  }

  /** @param {bigint} length */
  skip(length) {
    const source = this.#source;
    if (source?.skip === undefined) return BigInt(this.read(length).length);
    let skipped;
    try {
      skipped = source.skip(length);
    } catch (thrown) {
      throw this.#failed(thrown);
    }
    if (skipped === undefined) throw CLOSED;
    return skipped;
  }

  /** @param {bigint} length */
  blockingSkip(length) {
    if (this.#source?.skip !== undefined) return this.skip(length);
    return after(this.blockingRead(length), (bytes) => BigInt(bytes.length));
  }

  subscribe() {
    return pollable(this.#source ?? {});
  }

  [Symbol.dispose]() {
    this.#source?.close?.();
    this.#source = undefined;
  }

  /**
   * @param {Source} source
   * @param {bigint} length
   */
  #awaitBytes(source, length) {
    const bytes = this.read(length);
    if (bytes.length > 0) return bytes;
    return until(() => {
      const bytes = this.read(length);
      return bytes.length > 0 ? bytes : undefined;
    }, [waiterOf(source)]);
  }

  /** @param {unknown} thrown */
  #failed(thrown) {
    this[Symbol.dispose]();
    return streamError(thrown);
  }
}

/** @param {Source} source */
export const inputStream = (source) => new InputStream(create, source);

/** `wasi:io/streams`' `output-stream`. */
export class OutputStream {
  /** @type {Sink | undefined} */
  #sink;
  #budget = new Budget();

  /**
   * @param {symbol} key
   * @param {Sink} sink
   */
  constructor(key, sink) {
    if (key !== create) throw new TypeError('an output stream is got from its target, not made by its constructor');
    this.#sink = sink;
  }

  checkWrite() {
    const permit = this.#capacity(this.#open());
    this.#budget.grant(permit);
    return permit === UNBOUNDED_PERMIT ? UNBOUNDED_PERMIT_BIG : BigInt(permit);
  }

  /** @param {Uint8Array} contents */
  write(contents) {
    const sink = this.#open();
    this.#budget.spend(contents.length, 'bytes');
    this.#put(sink, contents);
  }

  /** @param {Uint8Array} contents */
  blockingWriteAndFlush(contents) {
    if (contents.length > BLOCKING_WRITE_LIMIT) throw overlong('blocking-write-and-flush', contents.length);
    return after(this.#blockingWrite(contents), () => this.blockingFlush());
  }

  flush() {
    const sink = this.#open();
    try {
      sink.flush?.();
    } catch (thrown) {
      throw this.#failed(thrown);
    }
  }

  blockingFlush() {
    this.flush();
    return after(this.#awaitCapacity(), nothing);
  }

  subscribe() {
    return pollable(this.#sink ?? {});
  }

  /** @param {bigint} length */
  writeZeroes(length) {
    const sink = this.#open();
    this.#budget.spend(Number(length), 'zeroes');
    for (let left = Number(length); left > 0; left -= zeroes.length) this.#put(sink, zeroes.subarray(0, left));
  }

  /** @param {bigint} length */
  blockingWriteZeroesAndFlush(length) {
    if (length > BLOCKING_WRITE_LIMIT) throw overlong('blocking-write-zeroes-and-flush', length);
    return after(this.#blockingWrite(zeroes.subarray(0, Number(length))), () => this.blockingFlush());
  }

  /**
   * @param {InputStream} source
   * @param {bigint} length
   */
  splice(source, length) {
    const permit = this.checkWrite();
    const bytes = source.read(length < permit ? length : permit);
    this.write(bytes);
    return BigInt(bytes.length);
  }

  /**
   * @param {InputStream} source
   * @param {bigint} length
   */
  blockingSplice(source, length) {
    return after(this.#awaitCapacity(), (capacity) => {
      const permit = BigInt(capacity);
      return after(source.blockingRead(length < permit ? length : permit), (bytes) => {
        this.#put(this.#open(), bytes);
        return BigInt(bytes.length);
      });
    });
  }

  [Symbol.dispose]() {
    this.#sink?.close?.();
    this.#sink = undefined;
  }

  #open() {
    if (this.#sink === undefined) throw CLOSED;
    return this.#sink;
  }

  /**
   * @param {Sink} sink
   * @param {Uint8Array} bytes
   */
  #put(sink, bytes) {
    try {
      sink.write(bytes);
    } catch (thrown) {
      throw this.#failed(thrown);
    }
  }

  /** @param {Sink} sink */
  #capacity(sink) {
    if (sink.capacity === undefined) return UNBOUNDED_PERMIT;
    try {
      return sink.capacity();
    } catch (thrown) {
      throw this.#failed(thrown);
    }
  }

  /** Waits until the sink takes bytes, and tells how many. The permit of `check-write` is another matter. */
  #awaitCapacity() {
    const sink = this.#open();
    return this.#capacity(sink) || until(() => this.#capacity(this.#open()) || undefined, [waiterOf(sink)]);
  }

  /** @param {Uint8Array} contents */
  #blockingWrite(contents) {
    const sink = this.#open();
    if (contents.length <= this.#capacity(sink)) return this.#put(sink, contents);
    return this.#writeInParts(contents, sink);
  }

  /**
   * @param {Uint8Array} contents
   * @param {Sink} sink
   */
  #writeInParts(contents, sink) {
    let rest = contents;
    return until(() => {
      const part = rest.subarray(0, this.#capacity(this.#open()));
      if (part.length > 0) this.#put(this.#open(), part);
      rest = rest.subarray(part.length);
      return rest.length === 0 || undefined;
    }, [waiterOf(sink)]);
  }

  /** @param {unknown} thrown */
  #failed(thrown) {
    this[Symbol.dispose]();
    return streamError(thrown);
  }
}

const nothing = () => {};

/**
 * @param {Source | Sink} end
 * @returns {import('./pollable.js').Waiter}
 */
const waiterOf = (end) => (end.ready === undefined ? ALWAYS : /** @type {import('./pollable.js').Waiter} */ (end));

const ALWAYS = { ready: () => true };

const zeroes = new Uint8Array(BLOCKING_WRITE_LIMIT);

/** @param {Sink} sink */
export const outputStream = (sink) => new OutputStream(create, sink);

/**
 * @param {string} operation
 * @param {number | bigint} length
 */
const overlong = (operation, length) => trap(`${operation} takes at most ${BLOCKING_WRITE_LIMIT} bytes, not ${length}`);
