// A host for a worker that collects garbage when it is notified.

import { imports } from '../runtime/library-host.js';

const { gc } = /** @type {{ gc(): void }} */ (/** @type {unknown} */ (globalThis));

export default {
  ...imports,
  /** @param {string} message */
  notify(message) {
    gc();
    return message.length;
  },
};
