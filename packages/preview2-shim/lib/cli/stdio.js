// What a user may give as stdin, stdout or stderr, made into streams.

import { InputStream, OutputStream, inputStream, outputStream } from '../core/stream.js';
import { sinkFrom, sourceFrom } from './chunks.js';

/**
 * One of the three: a guest owns, and drops, each stream it gets, so every call gives another.
 * @template Stream
 * @typedef {{ open: () => Stream }} Stdio
 */

/** @typedef {import('./chunks.js').StdinConfig} StdinConfig */
/** @typedef {import('./chunks.js').StdoutConfig} StdoutConfig */

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
