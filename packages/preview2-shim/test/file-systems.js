// The file systems that descriptors must behave the same on.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as files from '#platform/files.js';
import { OpenFiles } from '../lib/filesystem/host.js';
import { toStat } from '../lib/filesystem/host-stat.js';
import { createFilesystem } from '../lib/filesystem/index.js';
import { memfs } from '../lib/filesystem/memfs.js';
import { PathHandle } from '../lib/filesystem/path-handle.js';

/** A host directory as hosts without descriptor paths have it. */
export function pathMount(path) {
  const open = new OpenFiles();
  const fd = open.add(files.open(path, files.flags.O_RDONLY));
  return { root: new PathHandle(fd, open, path, toStat(files.fstat(fd)), 'none'), path };
}

/** @type {Record<string, (folder: string) => import('../lib/filesystem/index.js').PreopenConfig>} */
export const fileSystems = {
  host: (folder) => folder,
  'host by paths': pathMount,
  memory: () => memfs(),
};

/** @param {import('node:test').TestContext | { after(fn: () => void): void }} context */
export function temporaryFolder(context) {
  const folder = mkdtempSync(join(tmpdir(), 'shim-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * The descriptor of the only preopen.
 * @param {import('../lib/filesystem/index.js').PreopenConfig} config
 */
export function preopen(config) {
  const [[descriptor]] = createFilesystem({ preopens: { '/': config } }).preopens.getDirectories();
  return descriptor;
}

export const READ = { read: true };
export const READ_WRITE = { read: true, write: true };
export const CREATE = { create: true };
export const FOLLOW = { symlinkFollow: true };
export const NO_FOLLOW = {};
