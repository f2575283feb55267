// Rust for wasm32-wasip2.

import { join } from 'node:path';

import { wasmCargo } from '../../../scripts/wasm-cargo.js';
import { repository, run } from './cache.js';

const target = 'wasm32-wasip2';
const workspace = join(repository, 'tests/guests');

/**
 * Builds packages of the workspace `tests/guests`.
 *
 * @param {string[]} packages
 * @param {'release' | 'debuginfo'} [profile]
 * @returns {Promise<string>} the folder of the built components
 */
export async function buildRust(packages, profile = 'release') {
  const targetFolder = process.env.CARGO_TARGET_DIR ?? join(repository, 'target/guests');
  const args = ['build', '--locked', '--profile', profile, '--target', target, ...packages.flatMap((name) => ['-p', name])];
  await run(await wasmCargo(target), args, { cwd: workspace, env: { ...process.env, CARGO_TARGET_DIR: targetFolder } });
  return join(targetFolder, target, profile);
}
