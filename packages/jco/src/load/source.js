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
  const type = response.headers.get('content-type') ?? '';
  // What servers of single-page applications give for whatever is not there.
  if (response.ok && type.startsWith('text/html')) throw unreadable(place, `the server answered with a page (${type})`);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw unreadable(place, `the server answered ${response.status} ${response.statusText}`.trimEnd());
}

/**
 * @param {string} place
 * @param {string} reason
 */
const unreadable = (place, reason) => {
  const help = 'look whether the component is there, and whether this may be asked for it';
  return new JcoError({ code: 'E0701', message: `cannot read the component: ${reason}`, place, help });
};
