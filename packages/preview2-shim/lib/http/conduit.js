// The bytes of a message that goes out: kept until it is known where they go, and then on their way.

import { createPipe } from '../core/pipe.js';

/** @typedef {import('../core/stream.js').Sink} Sink */
/** @typedef {import('./fields.js').Fields} Fields */

/** @typedef {'finished' | 'aborted'} Ending */

/** @typedef {(ending: Ending, trailers: Fields | undefined) => void} Ended */

export class Conduit {
  #pipe = createPipe();
  /** @type {Sink | undefined} */
  #target;
  /** @type {Ended | undefined} */
  #ended;
  /** @type {[Ending, Fields | undefined] | undefined} */
  #ending;

  /** What the guest writes to. @type {Sink} */
  sink = {
    wakes: true,
    write: (bytes) => (this.#target ?? this.#pipe.sink).write(bytes),
    capacity: () => (this.#target === undefined ? this.#pipe.sink.capacity() : this.#target.capacity?.() ?? Infinity),
    flush: () => this.#target?.flush?.(),
    ready: () => (this.#target === undefined ? this.#pipe.sink.ready() : this.#target.ready?.() ?? true),
  };

  /**
   * Where the bytes go, those that are there at once. The target takes all it is given.
   * @param {Sink} target
   * @param {Ended} ended called when there are no more
   */
  attach(target, ended) {
    this.#target = target;
    this.#ended = ended;
    for (;;) {
      const bytes = this.#pipe.source.read(LONGEST);
      if (bytes === undefined || bytes.length === 0) break;
      target.write(bytes);
    }
    if (this.#ending !== undefined) ended(...this.#ending);
  }

  /**
   * @param {Ending} ending
   * @param {Fields} [trailers]
   */
  end(ending, trailers) {
    if (this.#ending !== undefined) return;
    this.#ending = [ending, trailers];
    this.#ended?.(ending, trailers);
  }
}

const LONGEST = 0x1_0000;
