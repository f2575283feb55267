// The programs of the suite, each with what it is given and what it must come to. Folders of programs are those with a
// manifest.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Program
 * @property {string} name where it is in the suite, without `.wasm`
 * @property {string} path
 * @property {string[]} args
 * @property {[string, string][]} env
 * @property {string} [root] the folder that is its root
 * @property {number} exitCode
 * @property {string} [stdout] what it must print
 * @property {string} [stderr]
 */

/** The submodule: empty unless `git submodule update --init` has been run. */
const submodule = fileURLToPath(new URL('./suite/', import.meta.url));

const VERSION = 'wasm32-wasip1';

/** @returns {string | undefined} the suite's folder, if there is one */
export function findSuite() {
  const given = process.env.WASI_TESTSUITE;
  if (given !== undefined && given !== '') return given;
  return existsSync(submodule) && readdirSync(submodule).length > 0 ? submodule : undefined;
}

/**
 * @param {string} suite
 * @returns {Program[]}
 */
export function findPrograms(suite) {
  const names = readdirSync(suite, { recursive: true, encoding: 'utf8' }).sort();
  const manifests = names.filter((name) => /(^|[\\/])manifest\.json$/.test(name)).map((name) => join(suite, name));
  const folders = manifests.filter((path) => JSON.parse(readFileSync(path, 'utf8')).version === VERSION).map(dirname);
  return folders.flatMap((folder) => {
    const programs = readdirSync(folder).filter((name) => name.endsWith('.wasm')).sort();
    return programs.map((name) => readProgram(suite, folder, name.slice(0, -'.wasm'.length)));
  });
}

/**
 * @param {string} suite
 * @param {string} folder
 * @param {string} name
 * @returns {Program}
 */
function readProgram(suite, folder, name) {
  const specification = join(folder, `${name}.json`);
  const { args = [], env = {}, root, exit_code: exitCode = 0, stdout, stderr, ...rest } = existsSync(specification)
    ? JSON.parse(readFileSync(specification, 'utf8'))
    : {};
  const unknown = Object.keys(rest);
  if (unknown.length > 0) throw new Error(`${specification}: this runner does not know ${unknown.join(', ')}`);
  return {
    name: relative(suite, join(folder, name)).replaceAll('\\', '/'),
    path: join(folder, `${name}.wasm`),
    args,
    env: Object.entries(env),
    ...(root ? { root: join(folder, root) } : {}),
    exitCode,
    stdout,
    stderr,
  };
}
