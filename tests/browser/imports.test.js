// What a browser loads has nothing of Node in it: no module, and no global but behind a question for it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { exportsOf, importsOf } from './import-map.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Everything that is loaded with a module or in its workers, files of ours by their paths and other things by their names.
 *
 * @param {string} path from the root, with a slash before it
 * @param {Map<string, string>} [loaded] with where it was first imported
 */
function graph(path, loaded = new Map([[path, 'an entry']])) {
  const code = readFileSync(join(root, path), 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  const imports = code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(?:`|'|")([^'"`]+)['"`]/g);
  const workers = code.matchAll(/new Worker\(new URL\('([^']+)'/g);
  for (const [, specifier] of [...imports, ...workers]) {
    const target = resolve(specifier, path);
    if (loaded.has(target)) continue;
    loaded.set(target, path);
    if (target.startsWith('/') && existsSync(join(root, target))) graph(target, loaded);
  }
  return loaded;
}

/** @param {string} specifier @param {string} from */
function resolve(specifier, from) {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  const name = from.split('/')[2];
  const known = { ...importsOf(name), ...exportsOf('jco'), ...exportsOf('preview2-shim') };
  if (known[specifier] !== undefined) return known[specifier];
  const folders = Object.keys(known).filter((key) => key.endsWith('/') && specifier.startsWith(key));
  const [folder] = folders.sort((one, other) => other.length - one.length);
  return folder === undefined ? specifier : known[folder] + specifier.slice(folder.length);
}

/** Exports that are for Node alone. */
const forNode = /^@jco\/preview2-shim\/server|^jco\/(serve|register|hooks|unplugin|vite|rollup|rolldown|webpack|rspack|esbuild|plugin)/;

const entries = Object.entries({ ...exportsOf('jco'), ...exportsOf('preview2-shim') }).filter(([name]) => {
  return !forNode.test(name) && !name.endsWith('/');
});

for (const [name, path] of entries) {
  test(`${name} loads our own files only, in a browser`, () => {
    const loaded = graph(path);
    // What scripts/build-wasm.js writes may not be there.
    const isOurs = (/** @type {string} */ target) => target === '/packages/jco/wasm/jco.js' || existsSync(join(root, target));
    const foreign = [...loaded].filter(([target]) => !target.startsWith('/') || !isOurs(target));
    assert.deepEqual(foreign, []);
    const files = [...loaded.keys()].filter((target) => existsSync(join(root, target)));
    const nodes = files.filter((file) => /\/node\//.test(file) && !file.endsWith('/platform/node/random.js'));
    assert.deepEqual(nodes, []);
    const uses = (/** @type {string} */ file) => /(?<![.\w/])(process|Buffer|require|setImmediate)\./.test(code(file));
    assert.deepEqual(files.filter(uses), []);
  });
}

/** @param {string} file */
function code(file) {
  return readFileSync(join(root, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
}
