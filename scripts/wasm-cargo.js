// A cargo that builds for WebAssembly: the installed toolchain, else its target from rustup, else the standard library
// that tests/guests/wasm-toolchain.sh unpacks from Debian's archive.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { root } from './steps.js';

const run = promisify(execFile);

/**
 * @param {string} target `wasm32-unknown-unknown`, `wasm32-wasip2`
 * @returns {Promise<string>} the program
 */
export async function wasmCargo(target) {
  if ((await hasTarget(target)) || (await rustupAddsTarget(target))) return 'cargo';
  const folder = process.env.WASM_TOOLCHAIN_DIR ?? join(homedir(), '.cache/wasm-toolchain');
  console.log(`rust: rustup has no ${target}, taking it from Debian`);
  await run('bash', [join(root, 'tests/guests/wasm-toolchain.sh'), folder]);
  return join(folder, 'bin/wcargo');
}

/** @param {string} target */
async function hasTarget(target) {
  try {
    const { stdout } = await run('rustc', ['--print', 'target-libdir', '--target', target], { cwd: root });
    return existsSync(stdout.trim());
  } catch {
    return false;
  }
}

/** @param {string} target */
async function rustupAddsTarget(target) {
  try {
    await run('rustup', ['target', 'add', target], { cwd: root, timeout: 120_000 });
    return await hasTarget(target);
  } catch {
    return false;
  }
}
