// wasi:filesystem

import { hostDirectory, isAbove } from '#platform/mount.js';
import { Descriptor, DirectoryEntryStream, filesystemErrorCode, preopenDescriptor } from './types.js';

export { hostDirectory };

/** @typedef {import('./mount.js').Mount} Mount */
/** @typedef {{ guest: string, mount: Mount, readOnly: boolean }} Preopen `guest` is the path the guest knows it by */

/**
 * A directory for the guest: a path of the host, or what `hostDirectory` or `memfs` makes.
 * @typedef {string | URL | Mount | { path: string | URL, readOnly?: boolean } | { mount: Mount, readOnly?: boolean }} PreopenConfig
 */

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

/** @param {Record<string, PreopenConfig>} preopens */
function filesystemState(preopens) {
  /** @type {{ preopens: Preopen[], own: Mount[] }} */
  const state = { preopens: [], own: [] };
  for (const [guest, config] of Object.entries(preopens)) add(state, guest, config);
  return state;
}

/** @typedef {ReturnType<typeof filesystemState>} FilesystemState */

/**
 * @param {FilesystemState} state
 * @param {string} guest
 * @param {PreopenConfig} config
 */
function add(state, guest, config) {
  const preopen = { guest, ...mountOf(state, config) };
  // Who may rename a directory could put a link in its place: below it, names are reached by the open directory only.
  for (const other of state.preopens) {
    if (!other.readOnly && isAbove(other.mount, preopen.mount)) preopen.mount.root.anchor();
    if (!preopen.readOnly && isAbove(preopen.mount, other.mount)) other.mount.root.anchor();
  }
  state.preopens = [...state.preopens.filter((other) => other.guest !== guest), preopen];
}

/**
 * @param {FilesystemState} state
 * @param {PreopenConfig} config
 * @returns {{ mount: Mount, readOnly: boolean }}
 */
function mountOf(state, config) {
  if (typeof config === 'string' || config instanceof URL) return mountOf(state, { path: config });
  if ('root' in config) return mountOf(state, { mount: config });
  if ('mount' in config) return { mount: config.mount, readOnly: config.readOnly ?? config.mount.readOnly ?? false };
  const mount = hostDirectory(config.path);
  state.own.push(mount);
  return { mount, readOnly: config.readOnly ?? false };
}

/** @param {FilesystemState} state */
const directories = (state) => state.preopens.map(directory);

/**
 * @param {Preopen} preopen
 * @returns {[Descriptor, string]}
 */
const directory = ({ guest, mount, readOnly }) => [preopenDescriptor(mount.root.retain(), !readOnly), guest];

/** @param {FilesystemState} state */
function closeOwn(state) {
  for (const mount of state.own) mount.close?.();
  state.own = [];
  state.preopens = [];
}

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
