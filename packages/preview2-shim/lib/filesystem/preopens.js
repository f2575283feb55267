// wasi:filesystem/preopens

import { preopenDescriptor } from './types.js';

/**
 * @typedef {object} Preopen
 * @property {string} guest the path the guest knows it by
 * @property {import('./mount.js').Mount} mount
 * @property {boolean} readOnly
 */

/** @param {{ preopens: Preopen[] }} state */
export const createPreopens = (state) => ({
  getDirectories: () => state.preopens.map(directory),
});

/**
 * @param {Preopen} preopen
 * @returns {[import('./types.js').Descriptor, string]}
 */
export const directory = ({ guest, mount, readOnly }) => [preopenDescriptor(mount.root.retain(), !readOnly), guest];
