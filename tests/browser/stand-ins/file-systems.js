// The file systems of packages/preview2-shim/test/file-systems.js that a page has.

import { createFilesystem } from '@jco/preview2-shim/filesystem';
import { memfs } from '@jco/preview2-shim/memfs';

/** @type {Record<string, (folder: string) => import('@jco/preview2-shim/filesystem').PreopenConfig>} */
export const fileSystems = { memory: () => memfs() };

/** In place of a folder's path, a mount: either can be preopened. */
export const temporaryFolder = () => memfs();

/** @param {import('@jco/preview2-shim/filesystem').PreopenConfig} config */
export function preopen(config) {
  const [[descriptor]] = createFilesystem({ preopens: { '/': config } }).preopens.getDirectories();
  return descriptor;
}

export const READ = { read: true };
export const READ_WRITE = { read: true, write: true };
export const CREATE = { create: true };
export const FOLLOW = { symlinkFollow: true };
export const NO_FOLLOW = {};
