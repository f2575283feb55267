// The shim's packages that need no network, all of it, and preview 1 over it. Loading them module by module costs more
// than all else that a short run does, so that `npm run build` puts each of these into one file (scripts/bundle-shim.js).

import { createRequire } from 'node:module';

/** @typedef {'cli' | 'clocks' | 'filesystem' | 'io' | 'random'} PackageName */

/**
 * @typedef {object} Bundle
 * @property {[path: string, size: number, modified: number][]} sources what it was made of, as that was then
 * @property {Record<string, any>} parts
 */

const SHIM = '../../native/shim.cjs';
const NETWORK = '../../native/network.cjs';
const PREVIEW1 = '../../native/preview1.cjs';

/** @type {Bundle | null | undefined} */
let bundle;

/**
 * @param {PackageName} name
 * @returns {Promise<Record<string, any>>}
 */
export async function shimPackage(name) {
  if (bundle === undefined) bundle = openBundle(SHIM);
  return bundle?.parts[name] ?? import(`@jco/preview2-shim/${name}`);
}

/**
 * All of the shim.
 *
 * @returns {Promise<{ WASIShim: typeof import('@jco/preview2-shim/instantiation').WASIShim,
 *   _useNative: typeof import('@jco/preview2-shim/filesystem')._useNative }>}
 */
export async function wholeShim() {
  const bundle = openBundle(NETWORK);
  if (bundle !== null) return /** @type {any} */ (bundle.parts);
  const { WASIShim } = await import('@jco/preview2-shim/instantiation');
  const { _useNative } = await import('@jco/preview2-shim/filesystem');
  return { WASIShim, _useNative };
}

/** @returns {Promise<typeof import('../preview1/parts.js')>} */
export async function preview1Parts() {
  const bundle = openBundle(PREVIEW1);
  return /** @type {any} */ (bundle?.parts) ?? import('../preview1/parts.js');
}

/**
 * @param {string} path
 * @returns {Bundle | null}
 */
function openBundle(path) {
  const require = createRequire(import.meta.url);
  try {
    /** @type {Bundle} */
    const found = require(path);
    return isUpToDate(found, require('node:fs')) ? found : null;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'MODULE_NOT_FOUND') throw error;
    return null;
  }
}

/**
 * Whether a checkout has still the sources that the bundle was made of; where it is installed there are none.
 *
 * @param {Bundle} bundle
 * @param {typeof import('node:fs')} fs
 */
function isUpToDate({ sources }, { statSync }) {
  const folder = new URL('../../', import.meta.url);
  for (const [path, size, modified] of sources) {
    const found = statSync(new URL(path, folder), { throwIfNoEntry: false });
    if (found === undefined) return path === sources[0][0];
    if (found.size !== size || found.mtimeMs !== modified) return false;
  }
  return true;
}
