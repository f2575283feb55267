// The body of a response: what the component writes is kept until the client takes it.

import { EMPTY, changed } from '@jco/preview2-shim/fetch';

/** @typedef {import('@jco/preview2-shim/fetch').Sink} Sink */

export class ResponseBody {
  /** @type {Uint8Array[]} */
  #chunks = [];
  #length = 0;
  /** @type {'open' | 'finished' | 'broken'} */
  #state = 'open';
  /** @type {Error | undefined} */
  #failure;
  #isUnwanted = false;
  #isGone = false;
  /** Whether the client waits for bytes. */
  #isAsked = false;
  /** @type {ReadableStreamDefaultController<Uint8Array> | undefined} */
  #controller;

  /** @param {number} limit how many bytes are kept */
  constructor(limit) {
    this.limit = limit;
    /** @type {Sink} */
    this.sink = {
      wakes: true,
      write: (bytes) => this.write(bytes),
      capacity: () => this.#capacity(),
      ready: () => this.#isGone || this.#length < this.limit,
    };
  }

  /** Whether somebody waits for its end. */
  get isAwaited() {
    return this.#state === 'open' && !this.#isUnwanted;
  }

  /** Whether it will not be whole. */
  get isBroken() {
    return this.#state === 'broken';
  }

  /**
   * Whether the length that was declared can be right.
   * @param {string} declared
   */
  mayBe(declared) {
    return this.#state !== 'finished' || Number(declared) === this.#length;
  }

  /** @param {Uint8Array} bytes copied */
  write(bytes) {
    if (this.#isGone) throw clientHasGone();
    if (this.#isUnwanted || bytes.length === 0) return;
    this.#chunks.push(bytes.slice());
    this.#length += bytes.length;
    this.#deliverSoon();
  }

  finish() {
    this.#end('finished');
  }

  /** @param {Error} why */
  breakOff(why) {
    this.#failure ??= why;
    this.#end('broken');
  }

  /** Lets the component write what nobody will read. */
  discard() {
    this.#isUnwanted = true;
    this.#take();
  }

  /** @returns {Uint8Array | ReadableStream<Uint8Array>} all of it if that is known */
  content() {
    if (this.#state === 'finished') return this.#take();
    return new ReadableStream(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => {
          this.#isAsked = true;
          this.#deliver();
        },
        cancel: () => {
          this.#isGone = true;
          this.#take();
          changed();
        },
      },
      { highWaterMark: 0 },
    );
  }

  #capacity() {
    if (this.#isGone) throw clientHasGone();
    return Math.max(0, this.limit - this.#length);
  }

  /** @param {'finished' | 'broken'} state */
  #end(state) {
    if (this.#state !== 'open') return;
    this.#state = state;
    this.#deliverSoon();
  }

  /** When the component is suspended or has returned: what it has written by then goes in one piece. */
  #deliverSoon() {
    if (this.#controller !== undefined) queueMicrotask(() => this.#deliver());
  }

  #deliver() {
    const controller = this.#controller;
    if (controller === undefined || this.#isGone) return;
    if (this.#length > 0 && this.#isAsked) {
      this.#isAsked = false;
      controller.enqueue(this.#take());
      changed();
    } else if (this.#length === 0 && this.#state !== 'open') {
      this.#controller = undefined;
      if (this.#state === 'finished') controller.close();
      else controller.error(this.#failure);
    }
  }

  /** What there is, in one piece. */
  #take() {
    const whole = joined(this.#chunks, this.#length);
    this.#chunks = [];
    this.#length = 0;
    return whole;
  }
}

/**
 * @param {Uint8Array[]} chunks
 * @param {number} length
 */
function joined(chunks, length) {
  if (chunks.length <= 1) return chunks[0] ?? EMPTY;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

const clientHasGone = () => Object.assign(new Error('the client has gone'), { code: 'EPIPE' });
