// The native addon: in a checkout the one that was built there, else that of the package for this platform, which npm
// installs as an optional dependency.

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { JcoError } from './errors.js';

/** Where the addon is that has been loaded. */
export let addonPath = '';

// `require` and `node:module` would do the same as `dlopen` and cost a millisecond of every run.
/**
 * @returns {any} what the addon exports
 */
export function loadAddon() {
  const names = packageNames();
  /** @type {JcoError | undefined} */
  let failure;
  for (const path of [inCheckout(), ...names.map(inPackage)]) {
    if (path === undefined) continue;
    try {
      return openAddon(path);
    } catch (cause) {
      failure = unloadable(path, /** @type {Error} */ (cause).message);
    }
  }
  throw failure ?? absent(names);
}

/**
 * The addon that is there, for a thread of its own: it has been found before.
 * @param {string} path
 */
export function openAddon(path) {
  /** @type {{ exports: any }} */
  const addon = { exports: {} };
  process.dlopen(addon, path);
  addonPath = path;
  return addon.exports;
}

/** The packages that may have an addon for this platform. */
function packageNames() {
  const suffixes = { linux: ['-gnu', '-musl'], win32: ['-msvc'] }[/** @type {string} */ (process.platform)] ?? [''];
  return suffixes.map((suffix) => `@jco/native-${process.platform}-${process.arch}${suffix}`);
}

function inCheckout() {
  const path = fileURLToPath(new URL('../native/jco.node', import.meta.url));
  // As an ES module `node:fs` has all of its promises with it, and costs three milliseconds.
  const { existsSync } = createRequire(import.meta.url)('node:fs');
  return existsSync(path) ? path : undefined;
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function inPackage(name) {
  try {
    return fileURLToPath(import.meta.resolve(name));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} place
 * @param {string} reason
 */
function unloadable(place, reason) {
  return new JcoError({
    code: 'E0404',
    message: `the engine for ${process.platform}-${process.arch} cannot be loaded: ${reason}`,
    place,
    help: 'install jco again; in a checkout, `npm run build` makes the engine',
  });
}

/** @param {string[]} names */
function absent(names) {
  const ours = names.length === 1 || !isMusl() ? names[0] : names[1];
  return new JcoError({
    code: 'E0404',
    message: `the package ${ours}, which has the engine for this platform, is not installed`,
    help: `npm install ${ours}: --omit=optional, or node_modules copied from another platform, leave it out`,
  });
}

function isMusl() {
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return header.glibcVersionRuntime === undefined;
}
