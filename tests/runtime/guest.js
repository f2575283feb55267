// Guests transpiled into folders of their own, where the output finds the shim as a user's would.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { transpile } from 'jco';

/** @typedef {import('jco').TranspileOptions} Options */

const tests = fileURLToPath(new URL('../', import.meta.url));
const shim = join(tests, '../packages/preview2-shim');
const runner = fileURLToPath(new URL('./run-command.js', import.meta.url));
const shimRunner = fileURLToPath(new URL('./run-in-shim.js', import.meta.url));

/** @type {string[]} */
const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/**
 * A new folder that is gone when the process ends.
 *
 * @returns {string}
 */
export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'jco-runtime-'));
  folders.push(folder);
  return folder;
}

/**
 * Reads a built guest.
 *
 * @param {string} name
 * @returns {Uint8Array}
 */
export function guestBytes(name) {
  try {
    return readFileSync(join(tests, 'guests/built', `${name}.wasm`));
  } catch (cause) {
    throw new Error(`the guest ${name} is not built: run node tests/guests/build.js`, { cause });
  }
}

/**
 * Transpiles a guest.
 *
 * @param {string} name
 * @param {Options} [options]
 * @returns {Promise<string>} the path of the module, beside which are the other files
 */
export function transpileGuest(name, options) {
  return transpileTo(guestBytes(name), { name, ...options });
}

/**
 * @param {Uint8Array} component
 * @param {Options & { name: string }} options
 * @returns {Promise<string>} the path of the module
 */
async function transpileTo(component, options) {
  const { files } = await transpile(component, options);
  const folder = scratchFolder();
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules/@jco'), { recursive: true });
  symlinkSync(shim, join(folder, 'node_modules/@jco/preview2-shim'));
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return join(folder, `${options.name}.js`);
}

/**
 * Transpiles a guest to a module that instantiates itself, and imports that.
 *
 * @param {string} name
 * @param {Options} [options]
 * @returns {Promise<Record<string, any>>} what the module exports
 */
export async function importGuest(name, options) {
  return import(pathToFileURL(await transpileGuest(name, options)).href);
}

/**
 * Transpiles a guest for instantiation by hand.
 *
 * @param {string} name
 * @param {Options & { instantiation: 'async' | 'sync' }} options
 */
export function instantiableGuest(name, options) {
  return instantiable(guestBytes(name), { name, ...options });
}

/**
 * Transpiles a component, binary or text, for instantiation by hand.
 *
 * @param {Uint8Array} component
 * @param {Options & { instantiation: 'async' | 'sync' }} options
 * @returns {Promise<(imports: object) => Promise<Record<string, any>>>} makes an instance
 */
export async function instantiable(component, options) {
  const path = await transpileTo(component, { name: 'component', ...options });
  const { instantiate } = await import(pathToFileURL(path).href);
  const coreModule = (/** @type {string} */ file) => new WebAssembly.Module(readFileSync(join(dirname(path), file)));
  return async (imports) => instantiate(coreModule, imports);
}

/**
 * @typedef {object} CommandInput
 * @property {string[]} [args] without the program's name
 * @property {Record<string, string>} [env]
 * @property {string | Uint8Array} [stdin]
 * @property {Record<string, string>} [preopens] folders of the host by their names in the guest
 */

/**
 * Runs a transpiled command in a process of its own.
 *
 * @param {string} path the transpiled module
 * @param {CommandInput} [input]
 * @returns {Promise<{ code: number | null, stdout: Buffer, stderr: string }>}
 */
export function runCommand(path, { args = [], env = {}, stdin = '', preopens = {} } = {}) {
  return spawnNode([runner, path, JSON.stringify({ args: ['command.wasm', ...args], env, preopens })], stdin);
}

/**
 * Runs a command in a process and a WASIShim of its own.
 *
 * @param {string} path the module, transpiled with `instantiation: 'async'`
 * @param {string[]} args without the program's name
 * @param {Record<string, unknown>} [configuration] of the WASIShim, as far as JSON can say it
 * @param {string | Uint8Array} [stdin]
 * @returns {Promise<{ code: number | null, stdout: Buffer, stderr: string }>}
 */
export function runInShim(path, args, configuration = {}, stdin = '') {
  return spawnNode([shimRunner, path, JSON.stringify({ ...configuration, args: ['command.wasm', ...args] })], stdin);
}

/**
 * @param {string[]} args
 * @param {string | Uint8Array} stdin
 * @returns {Promise<{ code: number | null, stdout: Buffer, stderr: string }>}
 */
function spawnNode(args, stdin) {
  const child = spawn(process.execPath, args, { stdio: 'pipe' });
  /** @type {Buffer[]} */
  const stdout = [];
  let stderr = '';
  child.stdout.on('data', (data) => stdout.push(data));
  child.stderr.setEncoding('utf8').on('data', (data) => (stderr += data));
  // A command that does not read its input closes it.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(stdout), stderr }));
  });
}
