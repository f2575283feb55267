// The WebAssembly engine on Node, from the file that scripts/build-wasm.js writes.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { nodeHost } from './binding-host.js';
import { JcoError } from './errors.js';

/** With the command line. What is built for tests, or for one purpose, is at the second place. */
const builds = [
  ['../wasm/command-line.js', '../wasm/command-line.wasm.br'],
  ['../wasm/jco.js', '../wasm/jco.wasm.gzip'],
];

/**
 * @param {JcoError} [reason] why it is not the addon
 * @returns {Promise<import('./binding.js').Binding>}
 */
export async function engineFromFile(reason) {
  const [glue, wasm] = builds.find(([, path]) => existsSync(new URL(path, import.meta.url))) ?? builds[1];
  const path = fileURLToPath(new URL(wasm, import.meta.url));
  try {
    const { startEngine } = await import('./binding-wasm.js');
    const bytes = readFileSync(path);
    const module = new WebAssembly.Module(path.endsWith('.br') ? brotliDecompressSync(bytes) : gunzipSync(bytes));
    return await startEngine(await import(glue), module, nodeHost, reason);
  } catch (cause) {
    throw new JcoError({
      code: 'E0404',
      message: `the engine cannot be loaded: ${/** @type {Error} */ (cause).message}`,
      place: path,
      help: 'in a checkout, `npm run build:wasm` makes it',
    });
  }
}
