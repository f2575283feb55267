// An instance of a compiled component: the glue is imported as a module and given what the component asks for.

import { importModule } from '#platform/modules.js';

import { JcoError } from '../errors.js';

/** @typedef {import('../../types/load.js').CompiledComponent} CompiledComponent */
/** @typedef {Record<string, any>} Imports */

/** @type {typeof import('../../types/load.js').instantiate} */
export async function instantiate(component, { imports = {}, wasi } = {}) {
  const given = importObject(component, /** @type {Imports} */ (imports), wasi === undefined ? {} : await wasiImports(wasi));
  const { instantiate } = await importModule(component.glue, component.name);
  return instantiate((/** @type {string} */ file) => component.modules[file], given);
}

/** @param {object} config */
async function wasiImports(config) {
  const { WASIShim } = await import('@jco/preview2-shim/instantiation');
  return new WASIShim(config).getImportObject();
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
      ? 'pass `wasi: {}` for standard streams, clocks and random numbers; files, network, arguments and environment are settings of it'
      : 'pass them in `imports`, an object for each interface and a function for each function',
  });
}
