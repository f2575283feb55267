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
  /** @type {ReadableStreamDefaultReader<Uint8Array> | undefined} */
  let reader;
  /** What has come and has not been read. @type {Uint8Array} */
  let chunk = EMPTY;
  let length = 0;
  let isReading = false;
  let isAtEnd = false;
  /** @type {unknown} */
  let failure;

  async function readOn() {
    if (isReading || isAtEnd || failure !== undefined) return;
    isReading = true;
    try {
      reader ??= /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
      const { value = EMPTY, done } = await reader.read();
      chunk = value;
      length += value.length;
      isAtEnd = done;
      if (length > limit) throw tooLong(limit);
    } catch (error) {
      chunk = EMPTY;
      failure = httpIoError(Object.assign(/** @type {Error} */ (error), { code: 'ECONNRESET' }));
      if (error instanceof UnusableBody) exceeded(error);
    }
    isReading = false;
    changed();
  }

  const isKnown = () => isAtEnd || failure !== undefined;

  function ready() {
    if (chunk.length === 0) void readOn();
    return chunk.length > 0 || isKnown();
  }

  /** @param {number} count */
  function read(count) {
    const bytes = chunk.subarray(0, count);
    chunk = chunk.subarray(bytes.length);
    if (bytes.length > 0) return bytes;
    if (failure !== undefined) throw failure;
    if (isAtEnd) return undefined;
    void readOn();
    return EMPTY;
  }

  /** What has not been read of the body is in the way of its end. */
  function hasEnded() {
    chunk = EMPTY;
    return ready() && isKnown();
  }

  function end() {
    if (reader !== undefined && !isKnown()) reader.cancel().catch(() => {});
  }

  return {
    source: { wakes: true, read, ready },
    trailers: {
      wakes: true,
      ready: hasEnded,
      outcome() {
        if (!hasEnded()) return undefined;
        return failure === undefined ? NO_TRAILERS : { tag: 'err', val: { tag: 'connection-terminated' } };
      },
    },
    end,
  };
}
