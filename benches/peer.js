// Where the peer is: a folder given by JCO_BENCH_PEER, else one of our own that npm fills on first use.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGE = '@bytecodealliance/jco';
export const PEER_VERSION = '1.35.0';

export const cache = fileURLToPath(new URL('../.cache/', import.meta.url));

/** @returns {string} a folder whose node_modules holds the peer */
export function peerFolder() {
  const folder = process.env.JCO_BENCH_PEER ?? path.join(cache, 'peer');
  if (existsSync(path.join(folder, 'node_modules', PACKAGE))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  console.error(`installing ${PACKAGE}@${PEER_VERSION} into ${folder}`);
  execFileSync('npm', ['i', `${PACKAGE}@${PEER_VERSION}`], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return folder;
}

/** The peer's API: `transpile`, `parse`, … */
export function importPeer() {
  return import(pathToFileURL(path.join(peerFolder(), 'node_modules', PACKAGE, 'dist/api.js')).href);
}

/** The peer's command line, to be started with node. */
export function peerBin() {
  return path.join(peerFolder(), 'node_modules', PACKAGE, 'dist/jco.js');
}
