// Rust for wasm32-wasip2: the installed toolchain, else its target from rustup, else the wasm standard library that
// `wasm-toolchain.sh` unpacks from Debian's archive.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { repository, run } from './cache.js';

const target = 'wasm32-wasip2';
const workspace = join(repository, 'tests/guests');

/**
 * Builds a package of the workspace `tests/guests`.
 *
 * @param {string} name
 * @param {'release' | 'debuginfo'} [profile]
 * @returns {Promise<string>} the path of the component
 */
export async function buildRust(name, profile = 'release') {
  const targetFolder = process.env.CARGO_TARGET_DIR ?? join(repository, 'target/guests');
  const args = ['build', '--locked', '--profile', profile, '--target', target, '-p', name];
  await run(await cargo(), args, { cwd: workspace, env: { ...process.env, CARGO_TARGET_DIR: targetFolder } });
  const folder = join(targetFolder, target, profile);
  // A library's file has the name of the crate, in which a hyphen is an underscore.
  const [command, library] = [name, name.replaceAll('-', '_')].map((file) => join(folder, `${file}.wasm`));
  return existsSync(command) ? command : library;
}

/** The cargo that can build for the target. */
async function cargo() {
  if ((await hasTarget()) || (await rustupAddsTarget())) return 'cargo';
  const folder = process.env.WASM_TOOLCHAIN_DIR ?? join(homedir(), '.cache/wasm-toolchain');
  console.log(`rust: rustup has no ${target}, taking it from Debian`);
  await run('bash', [join(workspace, 'wasm-toolchain.sh'), folder]);
  return join(folder, 'bin/wcargo');
}

async function hasTarget() {
  try {
    const folder = await run('rustc', ['--print', 'target-libdir', '--target', target], { cwd: workspace });
    return existsSync(folder.trim());
  } catch {
    return false;
  }
}

async function rustupAddsTarget() {
  try {
    await run('rustup', ['target', 'add', target], { cwd: workspace, timeout: 120_000 });
    return await hasTarget();
  } catch {
    return false;
  }
}
