// HTTP requests, sent by `fetch`. What that does not let a page do, is so here: to servers of HTTP/1.1 a request's body is
// sent when it is whole, redirects are followed, trailers are neither sent nor seen, and other origins have to permit it
// (CORS).

import { EMPTY } from '../../core/scratch.js';
import { changed } from './port.js';
import { RequestStream, takesNoStreams, takesStreams } from './request-stream.js';

/** @typedef {Parameters<typeof import('../node/http.js').exchange>[0]} RequestHead */

/**
 * Sends a request. Fields are lists of names and values in turns, a character for each byte.
 * @param {RequestHead} head
 */
export const exchange = (head) => new Exchange(head);

/** How many bytes of a request's body one write may have. */
const PORTION = 0x1_0000;

/**
 * A request on its way, and its response. What makes it fail is thrown by all that asks for something to come.
 */
class Exchange {
  #head;
  #url;
  /** The request's body as far as it was not sent. */
  #body = new RequestStream(changed);
  /** Whether it is sent while it is written, or all at once. */
  #isStreamed = false;
  #isWhole = false;
  #controller = new AbortController();
  /** @type {Error | undefined} */
  #failure;
  /** @type {Response | undefined} */
  #response;
  /** @type {ReadableStreamDefaultReader<Uint8Array> | undefined} */
  #reader;
  /** What has come of the response's body and has not been read. @type {Uint8Array} */
  #chunk = EMPTY;
  #isReading = false;
  #isEnded = false;
  #isClosed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {RequestHead} head */
  constructor(head) {
    this.#head = head;
    this.#url = urlOf(head);
    this.#body.write(head.body);
    if (head.isWhole) this.finish(head.trailers);
    else if (takesStreams(this.#url)) void this.#stream();
  }

  // The request's body, where that was not whole.

  /** How many bytes `write` takes. */
  capacity() {
    if (this.#isClosed) throw Object.assign(new Error('the exchange was closed'), { code: 'EPIPE' });
    if (!this.#isStreamed) return PORTION;
    if (this.#failure !== undefined) throw this.#failure;
    return Math.max(0, PORTION - this.#body.length);
  }

  canWrite() {
    return !this.#isStreamed || this.#failure !== undefined || this.#body.length < PORTION;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    this.#body.write(bytes);
  }

  /** @param {string[] | undefined} trailers */
  finish(trailers) {
    if (trailers !== undefined && trailers.length > 0) return this.#fail('ERR_HTTP_TRAILERS', 'a browser sends no trailers');
    const { connect = 0, firstByte } = this.#head.timeouts;
    this.#watch(firstByte === undefined ? undefined : connect + firstByte, 'ERR_HTTP_FIRST_BYTE_TIMEOUT');
    this.#isWhole = true;
    if (this.#isStreamed) this.#body.end();
    else void this.#send();
  }

  abort() {
    this.#fail('ERR_HTTP_BODY_DROPPED', 'the body of the request was dropped');
  }

  // The response.

  /** Whether `head` is there, or what it throws. */
  hasHead() {
    return this.#response !== undefined || this.#failure !== undefined;
  }

  /** @returns {{ status: number, headers: string[] } | undefined} undefined if it is not there yet */
  head() {
    if (this.#response === undefined && this.#failure !== undefined) throw this.#failure;
    return this.#response && { status: this.#response.status, headers: [...this.#response.headers].flat() };
  }

  /**
   * @param {number} length
   * @returns {Uint8Array | undefined} none if none are there yet; undefined at the end
   */
  read(length) {
    const bytes = this.#chunk.subarray(0, length);
    this.#chunk = this.#chunk.subarray(bytes.length);
    if (bytes.length > 0) return bytes;
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isEnded) return undefined;
    void this.#readOn();
    return EMPTY;
  }

  canRead() {
    if (this.#chunk.length === 0 && this.#failure === undefined && !this.#isEnded) void this.#readOn();
    return this.#chunk.length > 0 || this.#failure !== undefined || this.#isEnded;
  }

  /**
   * Passes over what has not been read of the body.
   * @returns {{ fields: string[] | undefined } | undefined} undefined if they are not there yet
   */
  trailers() {
    this.#chunk = EMPTY;
    return this.read(PORTION) === undefined ? { fields: undefined } : undefined;
  }

  /** Ends it, if it has not ended. */
  close() {
    clearTimeout(this.#timer);
    this.#isClosed = true;
    if (!this.#isEnded) this.#controller.abort();
  }

  /** Sends what is whole. */
  async #send() {
    const body = new Blob(/** @type {BlobPart[]} */ (this.#body.parts()));
    try {
      this.#receive(await this.#fetch({ body: body.size > 0 ? body : undefined }));
    } catch (error) {
      this.#failure ??= /** @type {Error} */ (error);
    }
    clearTimeout(this.#timer);
    changed();
  }

  /** Sends what is still being written; where the server turns out not to take that, later, when it is whole. */
  async #stream() {
    this.#isStreamed = true;
    try {
      // TypeScript does not know `duplex`.
      this.#receive(await this.#fetch(/** @type {any} */ ({ body: this.#body.readable, duplex: 'half' })));
    } catch (error) {
      if (!this.#body.isBegun && this.#failure === undefined) return this.#giveUpStream();
      this.#failure ??= /** @type {Error} */ (error);
    }
    clearTimeout(this.#timer);
    changed();
  }

  #giveUpStream() {
    takesNoStreams(this.#url);
    this.#isStreamed = false;
    changed();
    if (this.#isWhole) void this.#send();
  }

  /** @param {RequestInit} options */
  #fetch(options) {
    return fetch(this.#url, {
      method: this.#head.method,
      headers: pairs(this.#head.headers),
      signal: this.#controller.signal,
      cache: 'no-store',
      // What the page may do is not what the guest may do.
      credentials: 'omit',
      ...options,
    });
  }

  /** @param {Response} response */
  #receive(response) {
    this.#response = response;
    this.#reader = response.body?.getReader();
    this.#isEnded = this.#reader === undefined;
  }

  async #readOn() {
    if (this.#isReading || this.#reader === undefined) return;
    this.#isReading = true;
    this.#watch(this.#head.timeouts.betweenBytes, 'ERR_HTTP_BYTES_TIMEOUT');
    try {
      const { value = EMPTY, done } = await this.#reader.read();
      this.#chunk = value;
      this.#isEnded = done;
    } catch (error) {
      this.#failure ??= /** @type {Error} */ (error);
    }
    clearTimeout(this.#timer);
    this.#isReading = false;
    changed();
  }

  /**
   * @param {number | undefined} milliseconds
   * @param {string} code
   */
  #watch(milliseconds, code) {
    if (milliseconds === undefined) return;
    this.#timer = setTimeout(() => this.#fail(code, 'the server takes too long'), milliseconds);
  }

  /**
   * @param {string} code
   * @param {string} message
   */
  #fail(code, message) {
    this.#failure ??= Object.assign(new Error(message), { code });
    this.#controller.abort();
    changed();
  }
}

/**
 * @param {string[]} flat
 * @returns {[string, string][]}
 */
const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index], flat[2 * index + 1]]);

/** @param {RequestHead} head */
function urlOf({ isSecure, host, port, path }) {
  const name = host.includes(':') ? `[${host}]` : host;
  const escaped = path.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  return `${isSecure ? 'https' : 'http'}://${name}:${port}${escaped}`;
}
