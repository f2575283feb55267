// C bindings of WIT, by the command line of the Bytecode Alliance's wit-bindgen, compiled on first use.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { cachedTool, run } from './cache.js';

const version = '0.57.1';

/**
 * Writes `WORLD.h`, `WORLD.c` and `WORLD_component_type.o`, which a core module is linked with.
 *
 * @param {string} wit
 * @param {string} output a folder
 */
export async function bindC(wit, output) {
  await run(await witBindgen(), ['c', wit, '--out-dir', output]);
}

/** @returns {Promise<string>} the path of `wit-bindgen` */
async function witBindgen() {
  const folder = await cachedTool('wit-bindgen', [version], async (root) => {
    const selection = ['--version', version, '--no-default-features', '--features', 'c'];
    const target = join(root, 'target');
    const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: '0', CARGO_TARGET_DIR: target };
    await run('cargo', ['install', 'wit-bindgen-cli', '--locked', '--debug', '--root', root, ...selection], { env });
    await rm(target, { recursive: true });
  });
  return join(folder, 'bin/wit-bindgen');
}
