// A `.wasm` file that is imported: is it a component, and what is it to be transpiled with?

import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { JcoError } from '../errors.js';

/**
 * Whether a file is a component. Core modules, and imports with a query, are for the bundler or Node.
 *
 * @param {string} path
 */
export function isComponentFile(path) {
  if (!path.endsWith('.wasm') || !existsSync(path)) return false;
  const preamble = Buffer.alloc(8);
  const file = openSync(path, 'r');
  readSync(file, preamble, 0, 8, 0);
  closeSync(file);
  // Bytes 4 and 5 are the version, 6 and 7 the layer: 0 is a module, 1 a component.
  return preamble.readUInt32BE(0) === 0x0061736d && preamble.readUInt16LE(6) === 1;
}

/**
 * The setting `jco` of the package that a file is in: options of `transpile` for all of its components.
 *
 * @param {string} path
 * @returns {Record<string, any>}
 */
export function packageOptions(path) {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return readOptions(file);
    if (dirname(folder) === folder) return {};
  }
}

/** @param {string} file a `package.json` */
function readOptions(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).jco ?? {};
  } catch (cause) {
    const { message } = /** @type {Error} */ (cause);
    throw new JcoError({ code: 'E0611', message: `this is not JSON: ${message}`, place: file });
  }
}
