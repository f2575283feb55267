// The file systems of packages/preview2-shim/test/file-systems.js that a page has.

import { createFilesystem } from '@jco/preview2-shim/filesystem';
import { memfs } from '@jco/preview2-shim/memfs';
import { opfs } from '@jco/preview2-shim/opfs';

/** Mounted before tests need them: they do not wait. */
const stored = await Promise.all(Array.from({ length: 60 }, (_, number) => opfs(`tests/${number}`)));

/** @typedef {import('@jco/preview2-shim/filesystem').PreopenConfig} PreopenConfig */

/** @type {Record<string, (folder: PreopenConfig) => PreopenConfig>} */
export const fileSystems = {
  memory: () => memfs(),
  'a directory of the browser': () => /** @type {PreopenConfig} */ (stored.pop()),
};

/** In place of a folder's path, a mount: either can be preopened. */
export const temporaryFolder = () => memfs();

/** @param {PreopenConfig} config */
export function preopen(config) {
  const [[descriptor]] = createFilesystem({ preopens: { '/': config } }).preopens.getDirectories();
  return descriptor;
}

export const READ = { read: true };
export const READ_WRITE = { read: true, write: true };
export const CREATE = { create: true };
export const FOLLOW = { symlinkFollow: true };
export const NO_FOLLOW = {};
