// The standard streams.

import { isBrokenPipe } from '@jco/preview2-shim/internal/core/errors.js';
import { isTerminal, stderr, stdin, stdout } from '@jco/preview2-shim/internal/platform/stdio.js';
import { sinkFrom, sourceFrom } from '@jco/preview2-shim/internal/cli/chunks.js';
import { pollable } from '@jco/preview2-shim/internal/core/pollable.js';
import { Descriptor, NONBLOCK, fileTypes } from './descriptor.js';
import { isClosed } from './errno.js';
import { INPUT, OUTPUT } from './rights.js';

/** @typedef {import('@jco/preview2-shim/internal/cli/chunks.js').StdinConfig} StdinConfig */
/** @typedef {import('@jco/preview2-shim/internal/cli/chunks.js').StdoutConfig} StdoutConfig */
/** @typedef {import('@jco/preview2-shim/internal/core/stream.js').Sink} Sink */
/** @typedef {import('@jco/preview2-shim/internal/core/stream.js').Source} Source */

/** The most bytes a source is asked for at once. */
const MOST = 0x10_0000;

/**
 * The three, as configured; the process's own where they are not.
 * @param {{ stdin?: StdinConfig, stdout?: StdoutConfig, stderr?: StdoutConfig, brokenPipe?: () => void }} config
 */
export const standardStreams = ({ brokenPipe, ...config }) => [
  config.stdin === undefined ? new Input(stdin, 0) : new Input(sourceOf(config.stdin)),
  config.stdout === undefined ? new Output(stdout, brokenPipe, 1) : new Output(sinkOf(config.stdout), brokenPipe),
  config.stderr === undefined ? new Output(stderr, brokenPipe, 2) : new Output(sinkOf(config.stderr), brokenPipe),
];

/** @param {any} given an input stream of WASI 0.2 looks like what a user may write */
const sourceOf = (given) => sourceFrom(given);

/**
 * @param {any} given
 * @returns {Sink}
 */
const sinkOf = (given) => (given !== null && 'blockingWriteAndFlush' in given ? streamSink(given) : sinkFrom(given));

/** The most that an output stream takes at once. */
const PORTION = 4096;

/**
 * @param {import('@jco/preview2-shim/internal/core/stream.js').OutputStream} stream
 * @returns {Sink}
 */
const streamSink = (stream) => ({
  write(bytes) {
    for (let at = 0; at < bytes.length; at += PORTION) stream.blockingWriteAndFlush(bytes.subarray(at, at + PORTION));
  },
});

class Stdio extends Descriptor {
  #fd;
  /** @type {number | undefined} */
  #type;

  /** @param {number} [fd] the process's descriptor, if it is one of those */
  constructor(fd) {
    super();
    this.#fd = fd;
  }

  get type() {
    return (this.#type ??= this.#fd !== undefined && isTerminal(this.#fd) ? fileTypes['character-device'] : fileTypes.unknown);
  }
}

class Input extends Stdio {
  #source;

  /**
   * @param {Source} source
   * @param {number} [fd]
   */
  constructor(source, fd) {
    super(fd);
    this.#source = source;
  }

  get full() {
    return INPUT;
  }

  /** @param {Uint8Array} bytes */
  read(bytes) {
    const source = this.#source;
    const length = Math.min(bytes.length, MOST);
    const waits = (this.flags & NONBLOCK) === 0;
    let got;
    try {
      got = waits && source.blockingRead !== undefined ? source.blockingRead(length) : source.read(length);
    } catch (error) {
      if (isClosed(error)) return 0;
      throw error;
    }
    if (got === undefined) return 0;
    if (got.length === 0) throw 'would-block';
    bytes.set(got);
    return got.length;
  }

  /** @param {'read' | 'write'} what */
  subscribe(what) {
    if (what === 'write') throw 'bad-descriptor';
    return this.#source.ready === undefined ? undefined : pollable(this.#source);
  }
}

class Output extends Stdio {
  #sink;
  #brokenPipe;

  /**
   * @param {Sink} sink
   * @param {() => void} [brokenPipe]
   * @param {number} [fd]
   */
  constructor(sink, brokenPipe, fd) {
    super(fd);
    this.#sink = sink;
    this.#brokenPipe = brokenPipe;
  }

  get full() {
    return OUTPUT;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    try {
      this.#sink.write(bytes);
    } catch (error) {
      if (isBrokenPipe(error) || isClosed(error)) this.#brokenPipe?.();
      throw error;
    }
    return bytes.length;
  }

  /** @param {'read' | 'write'} what */
  subscribe(what) {
    if (what === 'read') throw 'bad-descriptor';
    return this.#sink.ready === undefined ? undefined : pollable(this.#sink);
  }
}
