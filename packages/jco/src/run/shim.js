// The shim's packages that need no network, and preview 1 over them. Loading them module by module costs more than all else that a short run
// does, so that `npm run build` puts them into one file (scripts/bundle-shim.js).

import { createRequire } from 'node:module';

/** @typedef {'cli' | 'clocks' | 'filesystem' | 'io' | 'random'} PackageName */

/**
 * @typedef {object} Bundle
 * @property {[path: string, size: number, modified: number][]} sources what it was made of, as that was then
 * @property {(name: PackageName | 'preview1') => Record<string, any>} load
 */

const BUNDLE = '../../native/shim.cjs';

/** @type {Bundle | null | undefined} */
let bundle;

/**
 * @param {PackageName} name
 * @returns {Promise<Record<string, any>>}
 */
export async function shimPackage(name) {
  if (bundle === undefined) bundle = openBundle();
  return bundle?.load(name) ?? import(`@jco/preview2-shim/${name}`);
}

/** @returns {Promise<typeof import('../preview1/parts.js')>} */
export async function preview1Parts() {
  if (bundle === undefined) bundle = openBundle();
  return /** @type {any} */ (bundle?.load('preview1')) ?? import('../preview1/parts.js');
}

/** @returns {Bundle | null} */
function openBundle() {
  const require = createRequire(import.meta.url);
  try {
    /** @type {Bundle} */
    const found = require(BUNDLE);
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
