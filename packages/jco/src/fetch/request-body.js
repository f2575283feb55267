// The body of a request: as it comes for a component that can be suspended, whole for one that cannot.

import { EMPTY, changed, httpIoError } from '@jco/preview2-shim/fetch';

/** @typedef {import('@jco/preview2-shim/fetch').Body} Body */

/** @typedef {Body & { end: () => void }} RequestBody `end`: the handler will read no more of it */

/** A body that cannot be handed to the handler, and what its client is told. */
export class UnusableBody extends Error {
  /**
   * @param {number} status
   * @param {string} why
   */
  constructor(status, why) {
    super(why);
    this.status = status;
  }
}

/** @param {number} limit */
const tooLong = (limit) => new UnusableBody(413, `the body has more than ${limit} bytes`);

/**
 * @param {Request} request
 * @param {number} limit
 * @returns {Promise<RequestBody>}
 * @throws UnusableBody
 */
export async function wholeBody({ body }, limit) {
  if (body === null) return bodyFrom(EMPTY);
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  const reader = body.getReader();
  const next = () =>
    reader.read().catch((error) => {
      throw new UnusableBody(400, `the body cannot be read: ${error?.message}`);
    });
  for (let { value, done } = await next(); !done; { value, done } = await next()) {
    const chunk = /** @type {Uint8Array} */ (value);
    length += chunk.length;
    if (length > limit) {
      reader.cancel().catch(() => {});
      throw tooLong(limit);
    }
    chunks.push(chunk);
  }
  return bodyFrom(new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (chunks)).arrayBuffer()));
}

/**
 * @param {Uint8Array} bytes
 * @returns {RequestBody}
 */
function bodyFrom(bytes) {
  let at = 0;
  return {
    source: { read: (length) => (at < bytes.length ? bytes.subarray(at, (at += length)) : undefined) },
    trailers: { ready: () => true, outcome: () => NO_TRAILERS },
    end() {},
  };
}

/** `fetch` shows none. */
const NO_TRAILERS = /** @type {const} */ ({ tag: 'ok', val: undefined });

/**
 * @param {Request} request
 * @param {number} limit
 * @param {(why: UnusableBody) => void} exceeded called when it turns out to be longer
 * @returns {RequestBody}
 */
export function streamedBody({ body }, limit, exceeded) {
  if (body === null) return bodyFrom(EMPTY);
  const stream = new Incoming(body, limit, exceeded);
  return {
    source: { wakes: true, read: (length) => stream.read(length), ready: () => stream.isReady() },
    trailers: {
      wakes: true,
      ready: () => stream.hasEnded(),
      outcome() {
        if (!stream.hasEnded()) return undefined;
        return stream.failure === undefined ? NO_TRAILERS : { tag: 'err', val: { tag: 'connection-terminated' } };
      },
    },
    end: () => stream.end(),
  };
}

/** A stream that is read on when somebody asks for more than has come. */
class Incoming {
  #stream;
  #limit;
  #exceeded;
  /** @type {ReadableStreamDefaultReader<Uint8Array> | undefined} */
  #reader;
  /** What has come and has not been read. @type {Uint8Array} */
  #chunk = EMPTY;
  #length = 0;
  #isReading = false;
  #isAtEnd = false;
  /** What reading throws, if it has failed. @type {unknown} */
  failure;

  /**
   * @param {ReadableStream<Uint8Array>} stream
   * @param {number} limit
   * @param {(why: UnusableBody) => void} exceeded
   */
  constructor(stream, limit, exceeded) {
    this.#stream = stream;
    this.#limit = limit;
    this.#exceeded = exceeded;
  }

  get #isKnown() {
    return this.#isAtEnd || this.failure !== undefined;
  }

  /** @param {number} length */
  read(length) {
    const bytes = this.#chunk.subarray(0, length);
    this.#chunk = this.#chunk.subarray(bytes.length);
    if (bytes.length > 0) return bytes;
    if (this.failure !== undefined) throw this.failure;
    if (this.#isAtEnd) return undefined;
    void this.#readOn();
    return EMPTY;
  }

  isReady() {
    if (this.#chunk.length === 0) void this.#readOn();
    return this.#chunk.length > 0 || this.#isKnown;
  }

  /** What has not been read is in the way of the end, and passed over. */
  hasEnded() {
    this.#chunk = EMPTY;
    return this.isReady() && this.#isKnown;
  }

  end() {
    if (this.#reader !== undefined && !this.#isKnown) this.#reader.cancel().catch(() => {});
  }

  async #readOn() {
    if (this.#isReading || this.#isKnown) return;
    this.#isReading = true;
    try {
      this.#reader ??= this.#stream.getReader();
      const { value = EMPTY, done } = await this.#reader.read();
      this.#chunk = value;
      this.#length += value.length;
      this.#isAtEnd = done;
      if (this.#length > this.#limit) throw tooLong(this.#limit);
    } catch (error) {
      this.#fail(error);
    }
    this.#isReading = false;
    changed();
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#chunk = EMPTY;
    this.failure = httpIoError(Object.assign(new Error('the body breaks off', { cause: error }), { code: 'ECONNRESET' }));
    if (error instanceof UnusableBody) this.#exceeded(error);
  }
}
