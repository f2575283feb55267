// Where the bytes of stdin come from and those of stdout go to, as a user gives it, and no streams yet.

import { descriptorSource } from '#platform/stdio.js';
import { EMPTY } from '../core/scratch.js';

/** @typedef {import('../core/stream.js').InputStream} InputStream */
/** @typedef {import('../core/stream.js').OutputStream} OutputStream */
/** @typedef {import('../core/stream.js').Source} Source */
/** @typedef {import('../core/stream.js').Sink} Sink */

/**
 * All of stdin at once; or a function that is asked for more, with the greatest length wanted, and returns nothing at
 * the end; or something to iterate over; or what has a descriptor, which is read from whatever else there is to it: a
 * `FileHandle`, `process.stdin`.
 * @typedef {string | Uint8Array} Chunk
 * @typedef {(length: number) => Chunk | null | undefined} ReadChunk
 * @typedef {{ blockingRead(length: bigint): Uint8Array, read?(length: bigint): Uint8Array }} InputStreamHandler
 * @typedef {{ readonly fd: number }} Descriptor
 * @typedef {Chunk | ReadChunk | Iterable<Chunk> | InputStreamHandler | InputStream | Descriptor | null} StdinConfig
 */

/**
 * A function that gets each portion of bytes, or something with `write`: a Node stream, a web stream's writer.
 * @typedef {{ write(bytes: Uint8Array): unknown }} OutputStreamHandler
 * @typedef {((bytes: Uint8Array) => void) | OutputStreamHandler | WritableStream<Uint8Array> | OutputStream | null} StdoutConfig
 */

/**
 * @param {Exclude<StdinConfig, InputStream>} given
 * @returns {Source}
 */
export function sourceFrom(given) {
  if (given === null) return { read: () => undefined };
  if (typeof given === 'string' || given instanceof Uint8Array) return chunkSource([given].values());
  if (typeof given === 'function') return chunkSource({ next: (length) => ({ value: given(length) }) });
  if ('blockingRead' in given) return handlerSource(given);
  if ('fd' in given && typeof given.fd === 'number') return descriptorSource(given.fd);
  if (Symbol.iterator in given) return chunkSource(given[Symbol.iterator]());
  throw new TypeError(
    'stdin must be a string, a Uint8Array, something iterable, a function that returns chunks, something with a ' +
      'descriptor in fd, or null; an asynchronous stream has to be read first',
  );
}

/**
 * @param {{ next(length: number): { value?: Chunk | null } }} chunks
 * @returns {Source}
 */
function chunkSource(chunks) {
  /** @type {Uint8Array} */
  let rest = EMPTY;
  let ended = false;
  return {
    read(length) {
      while (rest.length === 0 && !ended) {
        if (length === 0) return EMPTY;
        const { value } = chunks.next(length);
        if (value === undefined || value === null) ended = true;
        else rest = typeof value === 'string' ? encoder.encode(value) : value;
      }
      if (rest.length === 0) return undefined;
      const bytes = rest.subarray(0, length);
      rest = rest.subarray(bytes.length);
      return bytes;
    },
  };
}

const encoder = new TextEncoder();

/**
 * @param {InputStreamHandler} handler
 * @returns {Source}
 */
function handlerSource(handler) {
  /** @type {Uint8Array} */
  let rest = EMPTY;

  /** @param {'read' | 'blockingRead'} method */
  const reader = (method) => (/** @type {number} */ length) => {
    if (rest.length === 0) rest = (handler[method] ?? handler.blockingRead).call(handler, BigInt(length));
    const bytes = rest.subarray(0, length);
    rest = rest.subarray(bytes.length);
    return bytes;
  };

  return { read: reader('read'), blockingRead: reader('blockingRead') };
}

/**
 * @param {Exclude<StdoutConfig, OutputStream>} given
 * @returns {Sink}
 */
export function sinkFrom(given) {
  if (given === null) return { write() {} };
  // Who receives bytes may keep them, and those of a guest are only lent.
  if (typeof given === 'function') return { write: (bytes) => given(bytes.slice()) };
  if ('getWriter' in given) return sinkFrom(given.getWriter());
  if ('write' in given) return { write: (bytes) => void given.write(bytes.slice()) };
  throw new TypeError('stdout and stderr must be a function, something with a write method, or null');
}
