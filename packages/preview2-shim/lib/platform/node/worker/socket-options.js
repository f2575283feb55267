// Options of TCP sockets that Node cannot set, which take a native function. Without it they are only remembered, by
// whoever asked for them.

import { workerData } from 'node:worker_threads';

/** @typedef {import('../native.js').SocketOption} SocketOption */
/** @typedef {Partial<Record<import('../native.js').SocketOptionName, number>>} SocketOptions */

/** @type {SocketOption | null | undefined} null where there is none */
let socketOption;

/** Whether they can be set. */
export function areOptionsReal() {
  if (socketOption === undefined) socketOption = load();
  return socketOption !== null;
}

/** @returns {SocketOption | null} */
function load() {
  const { addon } = workerData;
  if (addon === undefined) return null;
  /** @type {{ exports: import('../native.js').Native }} */
  const module = { exports: {} };
  try {
    process.dlopen(module, addon);
  } catch {
    // Node's permission model, or an addon that threads cannot load.
  }
  return module.exports.socketOption ?? null;
}

/**
 * @param {any} handle Node's, of the socket; nothing is done where it has no descriptor
 * @param {SocketOptions} options
 */
export function setOptions(handle, options) {
  const fd = handle?.fd ?? -1;
  const entries = Object.entries(options);
  if (fd < 0 || entries.length === 0 || !areOptionsReal()) return;
  for (const [name, value] of entries) {
    /** @type {SocketOption} */ (socketOption)(fd, /** @type {import('../native.js').SocketOptionName} */ (name), value);
  }
}
