// What can be preopened: a directory tree of the host, or of memory.

import * as files from '#platform/files.js';
import { HostHandle, OpenFiles } from './host.js';
import { toStat } from './host-stat.js';
import { PathHandle } from './path-handle.js';

export { useNative } from '#platform/files.js';

/**
 * A directory tree that a guest may be given. `path` is there if it is the host's.
 * @typedef {object} Mount
 * @property {import('./handle.js').Handle} root
 * @property {boolean} [readOnly]
 * @property {string} [path]
 * @property {() => void} [close] closes all that is open of it
 */

/**
 * A directory of the host.
 * @param {string | URL} path
 * @param {{ readOnly?: boolean }} [options]
 * @returns {Mount}
 */
export function hostDirectory(path, { readOnly = false } = {}) {
  const real = files.realpath(path);
  const open = new OpenFiles();
  const fd = open.add(files.open(real, files.flags.O_RDONLY | files.flags.O_DIRECTORY));
  const root = files.hasDescriptorPaths(fd)
    ? new HostHandle(fd, open, 'none', withSeparator(real))
    : new PathHandle(fd, open, real, toStat(files.fstat(fd)), 'none');
  return { root, readOnly, path: real, close: () => open.closeAll() };
}

/**
 * Whether a mount can rename one directory that leads to the other.
 * @param {Mount} upper
 * @param {Mount} lower
 */
export function isAbove(upper, lower) {
  if (upper.path === undefined || lower.path === undefined || upper.path === lower.path) return false;
  return lower.path.startsWith(withSeparator(upper.path));
}

/** @param {string} path */
const withSeparator = (path) => (path.endsWith(files.separator) ? path : path + files.separator);
