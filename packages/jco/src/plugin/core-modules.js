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
  // Vite's own assets: served in development, emitted by builds; not inlined, because policies may forbid to fetch that.
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

// What the glue loads: each core module by its name, or with `instantiation` any by a name it is given.
const named = /new URL\((['"])\.\/([^'"]+\.wasm)\1, ?import\.meta\.url\)/g;
const given = /new URL\(`\.\/\$\{(\w+)\}`, ?import\.meta\.url\)/;

/**
 * The glue with other places for its core modules.
 *
 * @param {import('./transpiled.js').Transpiled} component
 * @param {Way} way
 * @param {any} [context] of the bundler
 * @returns {string}
 */
export function withCoreModules({ glue, assets }, way, context) {
  const references = Object.entries(assets).map(([file, path], index) => {
    return { file, ...way(path, `coreModuleUrl${index}`, context) };
  });
  const headers = references.flatMap(({ header }) => header ?? []);
  // Bundlers warn of directives that they do not know.
  const code = glue.replace(/^(['"])use components\1;\s*/, '');
  if (given.test(code)) {
    const table = references.map(({ file, url }) => `${JSON.stringify(file)}: ${url}`).join(', ');
    return [...headers, code.replace(given, (_, file) => `({ ${table} })[${file}]`)].join('\n');
  }
  const urls = new Map(references.map(({ file, url }) => [file, url]));
  const placed = code.replace(named, (_, __, file) => {
    const url = urls.get(file);
    urls.delete(file);
    return url ?? missing(file);
  });
  return urls.size === 0 ? [...headers, placed].join('\n') : missing([...urls.keys()].join());
}

/**
 * @param {string} files
 * @returns {never}
 */
function missing(files) {
  throw new JcoError({ code: 'E0900', message: `the glue of a component does not load ${files} as expected` });
}
