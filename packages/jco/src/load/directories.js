// Directories of a browser that a worker's component is given: handles can be sent to the worker, and mounts cannot.

import { directoryMount } from '@jco/preview2-shim/opfs';

/** @typedef {import('../../types/load.js').WorkerOptions['wasi']} Settings */

/**
 * Mounts them.
 *
 * @param {any} settings of WASI
 * @returns {Promise<{ settings: any, keep: (() => Promise<unknown>) | undefined }>} `keep` writes back what has changed
 */
export async function mountDirectories(settings) {
  /** @type {Awaited<ReturnType<typeof directoryMount>>[]} */
  const mounts = [];

  /** @param {any} given */
  async function mounted(given) {
    const { mount: handle = given, ...options } = given.mount === undefined ? {} : given;
    if (handle?.kind !== 'directory') return given;
    const mount = await directoryMount(handle, options);
    mounts.push(mount);
    return mount;
  }

  const entries = Object.entries(settings?.preopens ?? {});
  const preopens = await Promise.all(entries.map(async ([path, given]) => [path, await mounted(given)]));
  if (mounts.length === 0) return { settings, keep: undefined };
  return {
    settings: { ...settings, preopens: Object.fromEntries(preopens) },
    keep: () => Promise.all(mounts.map((mount) => mount.flush())),
  };
}
