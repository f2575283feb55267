// A component instantiated in each of the ways there are, always with the same functions of its host.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { transpile } from 'jco';

import { scratchFolder } from '../runtime/guest.js';

/** @typedef {'module' | 'tla-compat' | 'async' | 'sync'} Mode */

/** @type {Mode[]} */
export const modes = ['module', 'tla-compat', 'async', 'sync'];

/** @type {Record<Mode, import('jco').TranspileOptions>} */
const optionsOf = {
  module: {},
  'tla-compat': { tlaCompat: true },
  async: { instantiation: 'async' },
  sync: { instantiation: 'sync' },
};

/**
 * @typedef {object} Instantiated
 * @property {Record<string, any>} exports
 * @property {string} folder where the files are
 * @property {string[]} files
 */

/**
 * @param {string} wat
 * @param {Mode} mode
 * @param {Record<string, any>} imports by the names that the component has for them
 * @param {import('jco').TranspileOptions} [options]
 * @returns {Promise<Instantiated>}
 */
export async function instantiated(wat, mode, imports, options = {}) {
  const keys = Object.keys(imports);
  const map = keys.map((key, index) => /** @type {[string, string]} */ ([key, `./host.js#host${index}`]));
  const isCalled = mode === 'async' || mode === 'sync';
  const given = { name: 'component', ...optionsOf[mode], ...(isCalled ? {} : { map }), ...options };
  const { files } = await transpile(new TextEncoder().encode(wat), given);
  const folder = scratchFolder();
  const own = { 'package.json': '{ "type": "module" }', 'host.js': hostModule(keys) };
  for (const [path, contents] of Object.entries({ ...files, ...own })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
  Reflect.set(globalThis, hostKey, imports);
  const component = await import(pathToFileURL(join(folder, 'component.js')).href);
  if (mode === 'tla-compat') await component.$init;
  const coreModule = (/** @type {string} */ path) => new WebAssembly.Module(readFileSync(join(folder, path)));
  const exports = isCalled ? await component.instantiate(coreModule, imports) : component;
  return { exports, folder, files: Object.keys(files) };
}

const hostKey = Symbol.for('tests/property/modes.js');

/**
 * A module that exports what is to be imported.
 *
 * @param {string[]} keys
 */
function hostModule(keys) {
  const exported = keys.map((key, index) => `export const host${index} = imports[${JSON.stringify(key)}];`);
  return `const imports = globalThis[Symbol.for('tests/property/modes.js')];\n${exported.join('\n')}\n`;
}
