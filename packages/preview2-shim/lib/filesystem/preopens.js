// The directories a guest is given, out of what its configuration says.

import { hostDirectory, isAbove } from '#platform/mount.js';

/** @typedef {import('./mount.js').Mount} Mount */
/** @typedef {{ guest: string, mount: Mount, readOnly: boolean }} Preopen `guest` is the path the guest knows it by */

/**
 * A directory for the guest: a path of the host, or what `hostDirectory` or `memfs` makes.
 * @typedef {string | URL | Mount | { path: string | URL, readOnly?: boolean } | { mount: Mount, readOnly?: boolean }} PreopenConfig
 */

/** @param {Record<string, PreopenConfig>} preopens */
export function filesystemState(preopens) {
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
export function add(state, guest, config) {
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
export function closeOwn(state) {
  for (const mount of state.own) mount.close?.();
  state.own = [];
  state.preopens = [];
}
