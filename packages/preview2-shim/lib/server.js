// What a server of wasi:http components is made of: the messages that a handler is given and gives, and how a thread waits.

import { immutableFields } from './http/fields.js';

export { ComponentExit } from './core/errors.js';
export { EMPTY } from './core/scratch.js';
export { incomingRequest } from './http/incoming.js';
export { outgoingContent as responseContent } from './http/outgoing.js';
export { responseOutparam } from './http/response-outparam.js';
export { WASIShim } from './instantiation.js';
export { beforeWaiting, changes } from '#platform/port.js';
export { Ring } from '#platform/ring.js';

/** @typedef {import('./core/stream.js').Source} Source */
/** @typedef {import('./core/stream.js').Sink} Sink */
/** @typedef {import('./http/fields.js').Fields} Fields */
/** @typedef {import('./http/incoming.js').Body} Body */
/** @typedef {import('./http/incoming.js').IncomingRequest} IncomingRequest */
/** @typedef {import('./http/incoming.js').Method} Method */
/** @typedef {import('./http/outgoing.js').OutgoingResponse} OutgoingResponse */
/** @typedef {import('./http/response-outparam.js').ResponseOutparam} ResponseOutparam */

/**
 * Trailers of a body that comes in.
 * @param {() => string[] | undefined} lines names and values by turns, once the body has come
 * @returns {Body['trailers']}
 */
export const trailersToCome = (lines) => ({
  ready: () => lines() !== undefined,
  outcome() {
    const known = lines();
    if (known === undefined) return undefined;
    return { tag: 'ok', val: known.length === 0 ? undefined : immutableFields(entries(known), () => {}) };
  },
});

/** @param {string[]} lines */
function entries(lines) {
  /** @type {[string, Uint8Array][]} */
  const entries = [];
  for (let index = 0; index < lines.length; index += 2) {
    entries.push([lines[index], Uint8Array.from(lines[index + 1], (character) => character.charCodeAt(0))]);
  }
  return entries;
}
