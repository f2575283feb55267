// HTTP requests, sent by the worker: one channel for each, with bytes both ways.

import { open } from './channels.js';

/** @typedef {import('../../core/stream.js').Source} Source */
/** @typedef {import('../../core/stream.js').Sink} Sink */
/** @typedef {import('./worker/http.js').RequestHead} RequestHead */
/** @typedef {import('./worker/http.js').ResponseHead} ResponseHead */

/**
 * A request on its way, and its response. Fields are lists of names and values in turns, a character for each byte.
 * `response` and `trailers` are undefined while they are not there; what made the exchange fail is thrown by them, and
 * by `source` and `sink`.
 * @typedef {object} Exchange
 * @property {Sink} sink
 * @property {(trailers: string[] | undefined) => void} finish
 * @property {() => void} abort
 * @property {() => ResponseHead | undefined} response
 * @property {Source} source
 * @property {() => { fields: string[] | undefined } | undefined} trailers passes over what has not been read
 * @property {() => boolean} hasNews whether `response` may be there
 * @property {() => void} close ends it, if it has not ended
 */

/**
 * @param {RequestHead} head
 * @returns {Exchange}
 */
export function exchange(head) {
  const channel = open('http', head, { bytes: true });
  const { sink, source } = channel;
  return {
    sink,
    source,

    finish(trailers) {
      if (trailers !== undefined) channel.post({ trailers });
      channel.finish();
    },

    abort: () => channel.post({ abort: true }),
    response: () => channel.receive()?.response,
    hasNews: () => channel.hasMessage(),

    trailers() {
      let bytes;
      do bytes = source.read(PASSED_OVER);
      while (bytes !== undefined && bytes.length > 0);
      // They come before the end is told.
      return bytes === undefined ? { fields: channel.receive()?.trailers } : undefined;
    },

    close: () => channel.close(),
  };
}

const PASSED_OVER = 0x10_0000;
