// The command line of the Bytecode Alliance's wasm-tools, compiled on first use.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { cachedTool, run } from './cache.js';

const version = '1.254.2';
const features = 'json-from-wast,parse';

/** @returns {Promise<string>} the path of `wasm-tools` */
export async function wasmTools() {
  const folder = await cachedTool('wasm-tools', [version, features], async (root) => {
    const selection = ['--version', version, '--no-default-features', '--features', features];
    // Half the compile time of a release build; the tool is quick enough without optimisation.
    const target = join(root, 'target');
    const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: '0', CARGO_TARGET_DIR: target };
    await run('cargo', ['install', 'wasm-tools', '--locked', '--debug', '--root', root, ...selection], { env });
    await rm(target, { recursive: true });
  });
  return join(folder, 'bin/wasm-tools');
}
