// Rust for WASI.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { wasmCargo } from '../../../scripts/wasm-cargo.js';
import { repository, run } from './cache.js';

const workspace = join(repository, 'tests/guests');

/**
 * Builds a package of the workspace `tests/guests`.
 *
 * @param {string} name
 * @param {'release' | 'debuginfo'} [profile]
 * @param {'wasm32-wasip1' | 'wasm32-wasip2'} [target] a core module, or a component
 * @returns {Promise<string>} its path
 */
export async function buildRust(name, profile = 'release', target = 'wasm32-wasip2') {
  const targetFolder = process.env.CARGO_TARGET_DIR ?? join(repository, 'target/guests');
  const args = ['build', '--locked', '--profile', profile, '--target', target, '-p', name];
  await run(await wasmCargo(target), args, { cwd: workspace, env: { ...process.env, CARGO_TARGET_DIR: targetFolder } });
  const folder = join(targetFolder, target, profile);
  // A library's file has the name of the crate, in which a hyphen is an underscore.
  const [command, library] = [name, name.replaceAll('-', '_')].map((file) => join(folder, `${file}.wasm`));
  return existsSync(command) ? command : library;
}
