// Where the bytes of a component come from.

import { readSource } from '#platform/modules.js';

import { JcoError } from '../errors.js';

/**
 * @param {Awaited<import('../../types/load.js').Source>} source
 * @returns {Promise<import('../../types/index.js').Bytes>}
 */
export async function bytesOfSource(source) {
  if (typeof source === 'string' || source instanceof URL) return bytesAt(source);
  return source instanceof Response ? bytesOfResponse(source, source.url) : source;
}

/** @param {string | URL} place */
async function bytesAt(place) {
  const found = await readSource(place).catch((cause) => {
    throw unreadable(String(place), cause.message);
  });
  return found instanceof Response ? bytesOfResponse(found, String(place)) : found;
}

/**
 * @param {Response} response
 * @param {string} place
 */
export async function bytesOfResponse(response, place) {
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw unreadable(place, `the server answered ${response.status} ${response.statusText}`.trimEnd());
}

/**
 * @param {string} place
 * @param {string} reason
 */
const unreadable = (place, reason) => {
  return new JcoError({ code: 'E0601', message: `cannot read the component: ${reason}`, place });
};
