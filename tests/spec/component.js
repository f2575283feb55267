// A component of a script: transpiled by jco, and instantiated from memory.

import { transpile } from 'jco';

const name = 'component';

/** @type {import('jco').TranspileOptions} */
const options = { name, instantiation: 'async', wasiShim: false, noComponentErrorWrapping: false };

/**
 * @typedef {(imports: Record<string, unknown>) => Promise<Record<string, unknown>>} Instantiate
 */

/**
 * @param {Uint8Array} bytes a component, binary or text
 * @returns {Promise<Instantiate>}
 */
export async function compileComponent(bytes) {
  const { files } = await transpile(bytes, options);
  const source = Buffer.from(files[`${name}.js`]).toString('base64');
  const { instantiate } = await import(`data:text/javascript;base64,${source}`);
  const getCoreModule = (/** @type {string} */ path) => WebAssembly.compile(new Uint8Array(files[path]));
  return async (imports) => instantiate(getCoreModule, imports);
}
