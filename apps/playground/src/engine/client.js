// The engine's thread, from the page. It is started with the page, because to compile the engine takes a while.

import { startThread } from '../thread.js';

/**
 * @typedef {import('../failure.js').Failure} Failure
 * @typedef {{ value: import('./worker.js').Opened, failure?: undefined } | { value?: undefined, failure: Failure }} OpenResult
 */

export function createEngine() {
  /** @type {import('../thread.js').Thread | undefined} */
  let thread;
  const ask = (/** @type {object} */ request) => {
    thread ??= startThread(new URL('./engine.js', import.meta.url));
    // What has failed is started again.
    return thread.ask(request).catch((error) => {
      thread = undefined;
      return { failure: { message: error.message } };
    });
  };
  return {
    /** @param {Uint8Array} bytes @param {string} name @returns {Promise<OpenResult>} */
    open: (bytes, name) => ask({ open: { bytes, name } }),

    /** @param {Uint8Array} wasm @returns {Promise<{ value?: string, failure?: Failure }>} its text */
    print: (wasm) => ask({ print: wasm }),
  };
}
