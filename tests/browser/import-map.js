// Where a page without a bundler finds the modules of our packages: what package.json says for other hosts than Node.

import { readFileSync } from 'node:fs';

/** @typedef {Record<string, string>} Specifiers */

/** @param {string} name of a folder of packages */
export function manifest(name) {
  return JSON.parse(readFileSync(new URL(`../../packages/${name}/package.json`, import.meta.url), 'utf8'));
}

/** @param {string | { default: string }} target */
const forBrowsers = (target) => (typeof target === 'string' ? target : target.default);

/**
 * @param {string} name of a folder of packages
 * @returns {Specifiers} where its exports are; folders end with a slash
 */
export function exportsOf(name) {
  const { name: specifier, exports } = manifest(name);
  const entries = Object.entries(exports).filter(([path]) => !path.endsWith('.json'));
  return located(name, entries.map(([path, target]) => [specifier + path.slice(1), target]));
}

/**
 * @param {string} name of a folder of packages
 * @returns {Specifiers} where its own `#imports` are; folders end with a slash
 */
export const importsOf = (name) => located(name, Object.entries(manifest(name).imports ?? {}));

/**
 * @param {string} name
 * @param {[specifier: string, target: any][]} entries
 */
function located(name, entries) {
  const path = (/** @type {any} */ target) => `/packages/${name}/${forBrowsers(target).replace('./', '')}`;
  return Object.fromEntries(
    entries.map(([specifier, target]) => [specifier.replace(/\*$/, ''), path(target).replace(/\*$/, '')]),
  );
}

/** What tests import of Node, for pages. Our packages do not get it. */
const standIns = {
  'node:assert/strict': '/tests/browser/stand-ins/assert.js',
  'node:child_process': '/tests/browser/stand-ins/absent.js',
  'node:fs': '/tests/browser/stand-ins/absent.js',
  'node:fs/promises': '/tests/browser/stand-ins/absent.js',
  'node:path': '/tests/browser/stand-ins/absent.js',
  'node:url': '/tests/browser/stand-ins/absent.js',
  'node:stream': '/tests/browser/stand-ins/stream.js',
  'node:test': '/tests/browser/stand-ins/test.js',
};

/** An import map for a page at the repository's root. */
export const importMap = {
  imports: {
    ...exportsOf('jco'),
    ...exportsOf('preview2-shim'),
    '/packages/preview2-shim/test/file-systems.js': '/tests/browser/stand-ins/file-systems.js',
    '/packages/preview2-shim/test/precision.js': '/tests/browser/stand-ins/precision.js',
  },
  scopes: {
    '/packages/jco/': importsOf('jco'),
    '/packages/preview2-shim/': importsOf('preview2-shim'),
    '/packages/preview2-shim/test/': { ...standIns, ...importsOf('preview2-shim') },
    '/tests/': standIns,
  },
};
