// wasi:filesystem

import { hostDirectory, useNative } from '#platform/mount.js';
import { add, closeOwn, filesystemState } from './preopens.js';
import { Descriptor, DirectoryEntryStream, filesystemErrorCode, preopenDescriptor } from './types.js';

export { hostDirectory, useNative as _useNative };

/** @typedef {import('./preopens.js').FilesystemState} FilesystemState */
/** @typedef {import('./preopens.js').Preopen} Preopen */
/** @typedef {import('./preopens.js').PreopenConfig} PreopenConfig */

/** @typedef {{ preopens?: Record<string, PreopenConfig> }} FilesystemConfig */

/**
 * Without preopens the guest has no files.
 * @param {FilesystemConfig} config
 */
export function createFilesystem({ preopens = {} } = {}) {
  const state = filesystemState(preopens);
  return {
    types,
    preopens: { getDirectories: () => directories(state) },

    /** Closes everything that was opened in the host directories of this configuration. */
    [Symbol.dispose]: () => closeOwn(state),
  };
}

/** wasi:filesystem/types */
export const types = { Descriptor, DirectoryEntryStream, filesystemErrorCode };

/** @param {FilesystemState} state */
const directories = (state) => state.preopens.map(directory);

/**
 * @param {Preopen} preopen
 * @returns {[Descriptor, string]}
 */
const directory = ({ guest, mount, readOnly }) => [preopenDescriptor(mount.root.retain(), !readOnly), guest];

// The default instance: what plain imports share, and what the functions below configure.
const state = filesystemState({});

/** wasi:filesystem/preopens */
export const preopens = { getDirectories: () => directories(state) };

/**
 * Replaces all preopens.
 * @param {Record<string, PreopenConfig>} preopens guest paths and what is to be there
 */
export function _setPreopens(preopens) {
  Object.assign(state, filesystemState(preopens));
}

/**
 * @param {string} guest
 * @param {PreopenConfig} config
 */
export function _addPreopen(guest, config) {
  add(state, guest, config);
}

/** Takes all files away. */
export function _clearPreopens() {
  _setPreopens({});
}

export const _getPreopens = preopens.getDirectories;

/** @param {PreopenConfig} config */
export function _createPreopenDescriptor(config) {
  const [preopen] = filesystemState({ '': config }).preopens;
  return directory(preopen)[0];
}
