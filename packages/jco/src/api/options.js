// Options of the API: their names, what they may be, and what the engine is told.

import { JcoArgumentError } from '../errors.js';
import { article } from './bytes.js';
import { nearest } from './nearest.js';

/**
 * What an option may be. Gives what the engine is told of it, under the same name: undefined for nothing.
 *
 * @typedef {(value: any, name: string) => unknown} Check
 */

/** @type {Record<string, Check>} */
const typeStyle = {
  strict: boolean,
  flagsAsBigInt: boolean,
  variantsInlineCases: boolean,
  useNamespaceObjects: boolean,
  enumValuesScreamingSnakeCase: boolean,
};

/** @type {Record<string, Check>} */
const asynchronous = {
  asyncMode: waitingMode,
  asyncImports: names,
  asyncExports: names,
  asyncWasiImports: apart(anything),
  asyncWasiExports: given,
};

/** What `transpile` takes. Those that check to undefined concern the API alone or have no effect. */
export const transpileOptions = Object.freeze({
  name: text,
  instantiation: instantiationMode,
  tlaCompat: boolean,
  target,
  importBindings: bindingsMode,
  map: mappings,
  wasiShim: boolean,
  base64Cutoff: size,
  nodejsCompat: boolean,
  namespacedExports: boolean,
  emitTypescriptDeclarations: boolean,
  minify: boolean,
  validLiftingOptimization: boolean,
  tracing: boolean,
  noComponentErrorWrapping: boolean,
  ...typeStyle,
  ...asynchronous,
  outDir: apart(text),
  stub: apart(boolean),
  worldName: apart(text),
  features: apart(features),
  multiMemory: apart(boolean),
  bindgenEnableWasmExnref: apart(boolean),
  quiet: apart(boolean),
  js: boolean,
  optimize: apart(boolean),
  optimizeOptions: apart((value) => checkedOptions(value, optOptions)),
});

/** What `opt` takes. */
export const optOptions = Object.freeze({
  asyncify: apart(boolean),
  optArgs: apart(names),
  wasmOptBin: apart(text),
  noVerify: apart(boolean),
  quiet: apart(boolean),
});

/** What `types` and `guestTypes` take. */
export const typesOptions = Object.freeze({
  name: text,
  instantiation: instantiationMode,
  tlaCompat: boolean,
  ...typeStyle,
  ...asynchronous,
  outDir: apart(text),
  worldName: apart(text),
  allFeatures: apart(boolean),
  features: apart(features),
  guest: apart(boolean),
  quiet: apart(boolean),
});

/** What `componentEmbed` takes. */
export const embedOptions = Object.freeze({
  binary: apart(anything),
  witSource: apart(text),
  witPath: apart(text),
  stringEncoding: apart(text),
  dummy: apart(boolean),
  world: apart(text),
  metadata: apart(anything),
  features: apart(features),
});

/**
 * Checks options and gives, as JSON, what the engine is told.
 *
 * @param {unknown} options
 * @param {Readonly<Record<string, Check>>} known
 */
export function checkedOptions(options, known) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new JcoArgumentError('the options must be an object', `${article(options)} was given`);
  }
  /** @type {Record<string, unknown>} */
  const told = {};
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(known, name)) throw unknownOption(name, Object.keys(known));
    if (value !== undefined) told[name] = known[name](value, name);
  }
  // The peer's engine takes the names with the mode.
  const { imports, exports } = /** @type {any} */ (options).asyncMode?.val ?? {};
  if (imports !== undefined) told.asyncImports = [...(/** @type {any} */ (told.asyncImports) ?? []), ...imports];
  if (exports !== undefined) told.asyncExports = [...(/** @type {any} */ (told.asyncExports) ?? []), ...exports];
  if (told.target && told.js) throw new JcoArgumentError('the options target and js exclude each other');
  if (told.target && told.tlaCompat) throw new JcoArgumentError('the options target and tlaCompat exclude each other');
  if (told.useNamespaceObjects && told.variantsInlineCases) {
    throw new JcoArgumentError('the options useNamespaceObjects and variantsInlineCases exclude each other');
  }
  return JSON.stringify(told);
}

/**
 * Features as the engine takes them, in JSON.
 *
 * @param {{ features?: any, allFeatures?: boolean }} options
 */
export function featuresOf({ features: given, allFeatures }) {
  return JSON.stringify(allFeatures ? 'all' : given === undefined ? [] : features(given, 'features'));
}

/**
 * @param {string} name
 * @param {string[]} known
 */
function unknownOption(name, known) {
  const near = nearest(name, known);
  return new JcoArgumentError(`there is no option ${JSON.stringify(name)}`, near && `did you mean ${near}?`);
}

/** @type {Check} */
function boolean(value, name) {
  if (typeof value !== 'boolean') throw wrong(name, 'a boolean', value);
  return value;
}

/** @type {Check} */
function text(value, name) {
  if (typeof value !== 'string') throw wrong(name, 'a string', value);
  return value;
}

/** @type {Check} */
function size(value, name) {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) throw wrong(name, 'a number of bytes', value);
  return value;
}

/** @type {Check} */
function instantiationMode(value, name) {
  const mode = value?.tag ?? value;
  if (mode !== 'async' && mode !== 'sync') throw wrong(name, "'async' or 'sync'", value);
  return mode;
}

/** @type {Check} */
function target(value, name) {
  if (value !== 'workerd') throw wrong(name, "'workerd'", value);
  return value;
}

/** @type {Check} */
function bindingsMode(value, name) {
  const mode = value?.tag ?? value;
  const modes = ['js', 'optimized', 'hybrid', 'direct-optimized'];
  if (!modes.includes(mode)) throw wrong(name, modes.map((mode) => `'${mode}'`).join(', '), value);
  return mode;
}

/** @type {Check} */
function mappings(value, name) {
  const entries = Array.isArray(value) ? value : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const isPair = (/** @type {any} */ entry) => Array.isArray(entry) && entry.length === 2 && entry.every(isText);
  if ((entries.length === 0 && typeof value !== 'object') || !entries.every(isPair)) {
    throw wrong(name, 'an object of strings, or a list of pairs of strings', value);
  }
  return entries;
}

/** @type {Check} */
function features(value, name) {
  const given = value?.tag === 'all' ? 'all' : (value?.val ?? value);
  if (given !== 'all' && !(Array.isArray(given) && given.every(isText))) throw wrong(name, "'all' or a list of names", value);
  return given;
}

/** @type {Check} */
function waitingMode(value, name) {
  const mode = value?.tag ?? value;
  if (mode !== 'sync' && mode !== 'jspi') throw wrong(name, "'sync' or 'jspi'", value);
  return mode;
}

// The peer declares a list, and takes anything for a yes.
/** @type {Check} */
function given(value) {
  return value !== false && !(Array.isArray(value) && value.length === 0);
}

/** @type {Check} */
function names(value, name) {
  if (value === false) return [];
  if (!Array.isArray(value) || !value.every(isText)) throw wrong(name, 'a list of names', value);
  return value;
}

/** @type {Check} */
function anything() {
  return undefined;
}

/**
 * An option that the engine is not told.
 *
 * @param {Check} check
 * @returns {Check}
 */
function apart(check) {
  return (value, name) => void check(value, name);
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === 'string';
}

/**
 * @param {string} name
 * @param {string} wanted
 * @param {unknown} value
 */
function wrong(name, wanted, value) {
  const given = typeof value === 'string' ? JSON.stringify(value) : article(value);
  return new JcoArgumentError(`the option ${name} must be ${wanted}`, `${given} was given`);
}
