// How the glue of a component gets at its core modules, for each bundler: assets of the build, by the means it has.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';

import { JcoError } from '../errors.js';

/**
 * @typedef {object} Reference to a core module
 * @property {string} [header] what goes before the glue
 * @property {string} url an expression
 *
 * @typedef {(path: string, variable: string, context: any) => Reference} Way
 */

/** @type {Record<string, Way>} */
export const ways = {
  // Vite's own assets: served in development, emitted by builds, with its base, and not inlined where the page may not fetch that.
  vite: (path, variable) => imported(variable, `${path.replaceAll('\\', '/')}?url&no-inline`),
  rollup: emitted,
  rolldown: emitted,
  webpack: newUrl,
  rspack: newUrl,
  esbuild: (path, variable) => imported(variable, `jco-core:${path}`),
  bun: (path, variable) => {
    const { url } = imported(variable, path);
    return { url, header: `import ${variable} from ${JSON.stringify(path)} with { type: 'file' };` };
  },
  node: (path) => ({ url: `new URL(${JSON.stringify(pathToFileURL(path).href)})` }),
};

/** @type {Way} */
function newUrl(path) {
  return { url: `new URL(${JSON.stringify(path)}, import.meta.url)` };
}

/** @type {Way} */
function emitted(path, _, context) {
  const id = context.emitFile({ type: 'asset', name: basename(path), source: readFileSync(path) });
  return { url: `new URL(import.meta.ROLLUP_FILE_URL_${id})` };
}

/**
 * @param {string} variable
 * @param {string} from
 * @returns {Reference}
 */
function imported(variable, from) {
  return { header: `import ${variable} from ${JSON.stringify(from)};`, url: `new URL(${variable}, import.meta.url)` };
}

const loaded = /new URL\((['"])\.\/([^'"]+\.wasm)\1, ?import\.meta\.url\)/g;

/**
 * The glue with other places for its core modules.
 *
 * @param {import('./transpiled.js').Transpiled} component
 * @param {Way} way
 * @param {any} [context] of the bundler
 * @returns {string}
 */
export function withCoreModules({ glue, assets }, way, context) {
  /** @type {string[]} */
  const headers = [];
  let found = 0;
  const code = glue.replace(loaded, (_, __, file) => {
    const { header, url } = way(assets[file], `coreModuleUrl${found++}`, context);
    if (header !== undefined) headers.push(header);
    return url;
  });
  if (found !== Object.keys(assets).length) {
    throw new JcoError({ code: 'E0900', message: `the glue loads ${found} of ${Object.keys(assets).length} core modules` });
  }
  return [...headers, code].join('\n');
}
