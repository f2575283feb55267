// Packages that the user's project has installed, for commands that most users do without.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { JcoError } from '../errors.js';

/**
 * A package in the project.
 *
 * @typedef {object} Installed
 * @property {string} folder
 * @property {Record<string, any>} manifest
 */

/**
 * Finds a package as Node does: in `node_modules` of a folder, or of one above it.
 *
 * @param {string} name
 * @param {string} from a folder of the project
 * @param {string} purpose what it is needed for
 * @returns {Installed}
 */
export function installed(name, from, purpose) {
  const manifest = candidates(name, from).find((path) => existsSync(path));
  if (manifest === undefined) throw missing(name, purpose);
  return { folder: dirname(manifest), manifest: JSON.parse(readFileSync(manifest, 'utf8')) };
}

/**
 * Imports what `import 'name'` would, as the project has it.
 *
 * @param {Installed} found
 * @returns {Promise<any>}
 */
export async function importPackage({ folder, manifest }) {
  return import(pathToFileURL(join(folder, entry(manifest))).href);
}

/**
 * The path of a program of the package.
 *
 * @param {Installed} found
 * @param {string} name
 */
export function programOf({ folder, manifest }, name) {
  const { bin } = manifest;
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** @param {string} name @param {string} from */
function* parents(name, from) {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    yield join(folder, 'node_modules', name, 'package.json');
    if (folder === dirname(folder)) return;
  }
}

/** @param {string} name @param {string} from */
function candidates(name, from) {
  const paths = [...parents(name, from)];
  try {
    // Package managers without node_modules answer this.
    paths.push(createRequire(join(from, 'index.js')).resolve(`${name}/package.json`));
  } catch {
    // It is not there, or hides its manifest.
  }
  return paths;
}

/** @param {Record<string, any>} manifest @returns {string} */
function entry({ exports, main = 'index.js' }) {
  const root = exports?.['.'] ?? exports;
  if (typeof root === 'string') return root;
  const chosen = root?.node ?? root?.import ?? root?.default;
  const path = typeof chosen === 'object' ? (chosen.import ?? chosen.default) : chosen;
  return path ?? main;
}

/** @param {string} name @param {string} purpose */
function missing(name, purpose) {
  return new JcoError({
    code: 'E0801',
    message: `${purpose} needs the package ${name}, which is not installed`,
    help: `npm install --save-dev ${name}`,
  });
}
