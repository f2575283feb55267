// An instance of a compiled component: the glue is imported as a module and given what the component asks for. WASI
// comes from the caller, because a page imports it when it is needed and a worker, which is one file, does not.

import { importModule } from '#platform/modules.js';

import { JcoError } from '../errors.js';

/** @typedef {import('../../types/load.js').CompiledComponent} CompiledComponent */
/** @typedef {Record<string, any>} Imports */

/**
 * @param {CompiledComponent} component
 * @param {Imports} [imports]
 * @param {Imports} [wasi]
 * @returns {Promise<any>} what it exports
 */
export async function instance(component, imports = {}, wasi = {}) {
  const given = importObject(component, imports, wasi);
  const { instantiate } = await importModule(component.glue, component.name);
  return instantiate((/** @type {string} */ file) => component.modules[file], given);
}

/**
 * What the glue is given: of each import the host's own, else that of WASI.
 *
 * @param {CompiledComponent} component
 * @param {Imports} imports
 * @param {Imports} wasi
 */
function importObject(component, imports, wasi) {
  /** @type {Imports} */
  const unversioned = {};
  for (const [name, value] of Object.entries(imports)) unversioned[withoutVersion(name)] ??= value;
  /** @type {Imports} */
  const object = { ...imports };
  const missing = component.imports.filter((name) => {
    const value = imports[name] ?? unversioned[withoutVersion(name)] ?? wasi[withoutVersion(name)];
    // A function that the world imports is the default export of a module.
    object[name] = typeof value === 'function' ? { default: value } : value;
    return value === undefined || value === null;
  });
  if (missing.length > 0) throw missingImports(component.name, missing);
  return object;
}

/** @param {string} name */
const withoutVersion = (name) => name.replace(/@[^@/]*$/, '');

/**
 * @param {string} name
 * @param {string[]} missing
 */
function missingImports(name, missing) {
  const isWasi = missing.every((name) => name.startsWith('wasi:'));
  return new JcoError({
    code: 'E0504',
    message: `the component imports what it is not given: ${missing.join(', ')}`,
    place: name,
    help: isWasi
      ? 'pass `wasi: {}` for standard streams, clocks and random numbers; files, network and arguments are settings of it'
      : 'pass them in `imports`, an object for each interface and a function for each function',
  });
}
