// What can be preopened: memory. A browser has no directory of a host whose files could be read at once.

/** @param {string | URL} path */
export function hostDirectory(path) {
  throw new TypeError(`${path} cannot be preopened: a browser has no host directories, give it a mount such as memfs()`);
}

/** Whether a mount can rename one directory that leads to the other. */
export const isAbove = () => false;

/**
 * There are no native functions here.
 * @param {object} functions
 * @param {string} [path]
 */
export function useNative(functions, path) {}
