// The WebAssembly engine on Node, from the file that scripts/build-wasm.js writes.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { nodeHost } from './binding-host.js';
import { JcoError } from './errors.js';

/**
 * @param {JcoError} [reason] why it is not the addon
 * @returns {Promise<import('./binding.js').Binding>}
 */
export async function engineFromFile(reason) {
  const path = fileURLToPath(new URL('../wasm/jco.wasm', import.meta.url));
  try {
    const { startEngine } = await import('./binding-wasm.js');
    return await startEngine(new WebAssembly.Module(readFileSync(path)), nodeHost, reason);
  } catch (cause) {
    throw new JcoError({
      code: 'E0404',
      message: `the engine cannot be loaded: ${/** @type {Error} */ (cause).message}`,
      place: path,
      help: 'in a checkout, `npm run build:wasm` makes it',
    });
  }
}
