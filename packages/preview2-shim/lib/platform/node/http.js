// HTTP requests, sent by the worker: a channel for each, of messages only where both messages are small and whole.

import { open } from './channels.js';
import { hostError } from './shared.js';

/** @typedef {import('./channel.js').Channel} Channel */
/** @typedef {import('./worker/http.js').RequestHead} RequestHead */
/** @typedef {import('./worker/http.js').Response} Response */

/**
 * Sends a request. Fields are lists of names and values in turns, a character for each byte.
 * @param {RequestHead} head
 */
export const exchange = (head) => new Exchange(head);

/**
 * A request on its way, and its response. What makes it fail is thrown by all that asks for something to come.
 */
class Exchange {
  #isRequestWhole;
  #channel;
  /** The channel of the response's body. @type {Channel | undefined} */
  #incoming;
  /** @type {Response | undefined} */
  #response;
  /** What has not been read of the body's beginning, which came with the head. @type {Uint8Array | undefined} */
  #beginning;
  #isClosed = false;

  /** @param {RequestHead} head */
  constructor(head) {
    this.#isRequestWhole = head.isWhole;
    this.#channel = open('http', head, { bytes: !head.isWhole });
  }

  // The request's body, where that was not whole.

  /** How many bytes `write` takes. */
  capacity() {
    if (this.#isClosed) throw hostError({ code: 'EPIPE', message: 'the exchange was closed' });
    return this.#channel.sink.capacity();
  }

  canWrite() {
    return this.#isClosed || this.#channel.sink.ready();
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    this.#channel.sink.write(bytes);
  }

  /** @param {string[] | undefined} trailers */
  finish(trailers) {
    if (trailers !== undefined) this.#channel.post({ trailers });
    this.#channel.finish();
  }

  abort() {
    this.#channel.post({ abort: true });
  }

  // The response.

  /** Whether `head` is there, or what it throws. */
  hasHead() {
    return this.#response !== undefined || this.#channel.hasMessage();
  }

  /** @returns {{ status: number, headers: string[] } | undefined} undefined if it is not there yet */
  head() {
    if (this.#response !== undefined) return this.#response;
    /** @type {Response | undefined} */
    const response = this.#channel.receive()?.response;
    if (response === undefined) return undefined;
    this.#response = response;
    if (response.body.length > 0) this.#beginning = response.body;
    // There is none if the worker has died since: then the request's has failed.
    this.#incoming = (response.rest === undefined ? undefined : this.#channel.adopt(response.rest)) ?? this.#channel;
    return response;
  }

  /**
   * @param {number} length
   * @returns {Uint8Array | undefined} none if none are there yet; undefined at the end
   */
  read(length) {
    const beginning = this.#beginning;
    if (beginning === undefined) return this.#response?.isWhole ? undefined : this.#incoming?.source.read(length);
    this.#beginning = length < beginning.length ? beginning.subarray(length) : undefined;
    return this.#beginning === undefined ? beginning : beginning.subarray(0, length);
  }

  canRead() {
    return this.#beginning !== undefined || this.#response?.isWhole === true || this.#incoming?.source.ready?.() === true;
  }

  /**
   * Passes over what has not been read of the body.
   * @returns {{ fields: string[] | undefined } | undefined} undefined if they are not there yet
   */
  trailers() {
    let bytes;
    do bytes = this.read(PASSED_OVER);
    while (bytes !== undefined && bytes.length > 0);
    if (bytes !== undefined) return undefined;
    // They come before the end is told.
    return { fields: this.#response?.isWhole ? this.#response.trailers : this.#incoming?.receive()?.trailers };
  }

  /** Ends it, if it has not ended. */
  close() {
    // The worker has no more to do with it.
    if (this.#isRequestWhole && this.#response?.isWhole) return;
    this.#isClosed = true;
    this.#channel.close();
  }
}

const PASSED_OVER = 0x10_0000;
