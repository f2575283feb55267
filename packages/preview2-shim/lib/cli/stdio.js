// What a user may give as stdin, stdout or stderr, made into streams.

import { EMPTY } from '../core/scratch.js';
import { InputStream, OutputStream, inputStream, outputStream } from '../core/stream.js';

/** @typedef {import('../core/stream.js').Source} Source */
/** @typedef {import('../core/stream.js').Sink} Sink */

/**
 * One of the three: a guest owns, and drops, each stream it gets, so every call gives another.
 * @template Stream
 * @typedef {{ open: () => Stream }} Stdio
 */

/**
 * All of stdin at once; or a function that is asked for more, with the greatest length wanted, and returns nothing at
 * the end; or something to iterate over.
 * @typedef {string | Uint8Array} Chunk
 * @typedef {(length: number) => Chunk | null | undefined} ReadChunk
 * @typedef {{ blockingRead(length: bigint): Uint8Array, read?(length: bigint): Uint8Array }} InputStreamHandler
 * @typedef {Chunk | ReadChunk | Iterable<Chunk> | InputStreamHandler | InputStream | null} StdinConfig
 */

/**
 * A function that gets each portion of bytes, or something with `write`: a Node stream, a web stream's writer.
 * @typedef {{ write(bytes: Uint8Array): unknown }} OutputStreamHandler
 * @typedef {((bytes: Uint8Array) => void) | OutputStreamHandler | WritableStream<Uint8Array> | OutputStream | null} StdoutConfig
 */

/**
 * @param {StdinConfig} given
 * @returns {Stdio<InputStream>}
 */
export function stdinFrom(given) {
  if (given instanceof InputStream) return { open: () => given };
  const source = sourceFrom(given);
  return { open: () => inputStream(source) };
}

/**
 * @param {StdoutConfig} given
 * @returns {Stdio<OutputStream>}
 */
export function stdoutFrom(given) {
  if (given instanceof OutputStream) return { open: () => given };
  const sink = sinkFrom(given);
  return { open: () => outputStream(sink) };
}

/**
 * @param {Exclude<StdinConfig, InputStream>} given
 * @returns {Source}
 */
export function sourceFrom(given) {
  if (given === null) return { read: () => undefined };
  if (typeof given === 'string' || given instanceof Uint8Array) return chunkSource([given].values());
  if (typeof given === 'function') return chunkSource({ next: (length) => ({ value: given(length) }) });
  if ('blockingRead' in given) return handlerSource(given);
  if (Symbol.iterator in given) return chunkSource(given[Symbol.iterator]());
  throw new TypeError(
    'stdin must be a string, a Uint8Array, something iterable, a function that returns chunks, or null; ' +
      'an asynchronous stream has to be read first',
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
