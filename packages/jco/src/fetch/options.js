// What a fetch handler can be told, checked and filled up.

import { JcoArgumentError } from '../errors.js';

/**
 * @typedef {object} FetchOptions
 * @property {'request' | 'none'} isolate whether each request has an instance of its own
 * @property {import('../../types/fetch.js').WasiConfig} wasi
 * @property {Record<string, any>} imports what the component imports besides WASI
 * @property {((path: string) => any) | undefined} getCoreModule
 * @property {number} maxBody bytes of a request
 * @property {number} maxBuffered bytes of a response that nobody has taken
 * @property {(line: string) => void} warn
 */

/** @type {FetchOptions} */
const defaults = {
  isolate: 'request',
  wasi: {},
  imports: {},
  getCoreModule: undefined,
  maxBody: Infinity,
  maxBuffered: 0x400_0000,
  warn: (line) => console.error(line),
};

/**
 * @param {Partial<FetchOptions>} [given]
 * @returns {FetchOptions}
 */
export function fetchOptions(given = {}) {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(defaults, name)) throw new JcoArgumentError(`there is no option ${JSON.stringify(name)}`);
  }
  const { isolate = 'request' } = given;
  if (isolate !== 'request' && isolate !== 'none') throw new JcoArgumentError("the option isolate must be 'request' or 'none'");
  const told = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(told) };
}
