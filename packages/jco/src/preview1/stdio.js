// The standard streams.

import { isTerminal, stderr, stdin, stdout } from '@jco/preview2-shim/internal/platform/stdio.js';
import { sinkFrom, sourceFrom } from '@jco/preview2-shim/internal/cli/stdio.js';
import { isBrokenPipe } from '@jco/preview2-shim/internal/core/errors.js';
import { inputStream, outputStream } from '@jco/preview2-shim/internal/core/stream.js';
import { Descriptor, NONBLOCK, fileTypes } from './descriptor.js';
import { INPUT, OUTPUT } from './rights.js';

/** @typedef {import('@jco/preview2-shim/internal/cli/stdio.js').StdinConfig} StdinConfig */
/** @typedef {import('@jco/preview2-shim/internal/cli/stdio.js').StdoutConfig} StdoutConfig */
/** @typedef {import('@jco/preview2-shim/internal/core/stream.js').Sink} Sink */
/** @typedef {import('@jco/preview2-shim/internal/core/stream.js').Source} Source */

/** The most bytes a source is asked for at once. */
const MOST = 0x10_0000;

/**
 * The three, as configured; the process's own where they are not.
 * @param {{ stdin?: StdinConfig, stdout?: StdoutConfig, stderr?: StdoutConfig }} config
 * @param {() => void} onBrokenPipe called when nobody reads what the guest writes; if it returns, the write fails
 */
export const standardStreams = (config, onBrokenPipe) => [
  config.stdin === undefined ? new Input(stdin, 0) : new Input(sourceFrom(config.stdin)),
  config.stdout === undefined ? new Output(stdout, onBrokenPipe, 1) : new Output(sinkFrom(config.stdout), onBrokenPipe),
  config.stderr === undefined ? new Output(stderr, onBrokenPipe, 2) : new Output(sinkFrom(config.stderr), onBrokenPipe),
];

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
    const got = waits && source.blockingRead !== undefined ? source.blockingRead(length) : source.read(length);
    if (got === undefined) return 0;
    if (got.length === 0) throw 'would-block';
    bytes.set(got);
    return got.length;
  }

  /** @param {'read' | 'write'} what */
  subscribe(what) {
    if (what === 'write') throw 'bad-descriptor';
    return this.#source.ready === undefined ? undefined : inputStream(this.#source).subscribe();
  }
}

class Output extends Stdio {
  #sink;
  #onBrokenPipe;

  /**
   * @param {Sink} sink
   * @param {() => void} onBrokenPipe
   * @param {number} [fd]
   */
  constructor(sink, onBrokenPipe, fd) {
    super(fd);
    this.#sink = sink;
    this.#onBrokenPipe = onBrokenPipe;
  }

  get full() {
    return OUTPUT;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    try {
      this.#sink.write(bytes);
    } catch (error) {
      if (isBrokenPipe(error)) this.#onBrokenPipe();
      throw error;
    }
    return bytes.length;
  }

  /** @param {'read' | 'write'} what */
  subscribe(what) {
    if (what === 'read') throw 'bad-descriptor';
    return this.#sink.ready === undefined ? undefined : outputStream(this.#sink).subscribe();
  }
}
