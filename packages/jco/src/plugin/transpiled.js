// Components as files in `node_modules/.cache/jco`, where bundlers and Node read the core modules from. A folder there
// is named after everything that decides its content, so what is in it holds for ever.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { JcoError } from '../errors.js';

/**
 * @typedef {object} Transpiled
 * @property {string} glue the JavaScript; core modules in it are `new URL('./name.core.wasm', import.meta.url)`
 * @property {Record<string, string>} assets paths of the core modules
 * @property {Record<string, string>} declarations TypeScript by file name
 */

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/**
 * Transpiles a component, unless that was done before.
 *
 * @param {string} path
 * @param {Record<string, any>} options of `transpile`
 * @returns {Promise<Transpiled>}
 */
export async function transpiled(path, options) {
  const folder = folderOf(path, options);
  if (!existsSync(folder)) await fill(folder, path, options);
  return read(folder);
}

/**
 * The same for who cannot wait: what has to be transpiled is so in another process.
 *
 * @param {string} path
 * @param {Record<string, any>} options
 * @returns {Transpiled}
 */
export function transpiledNow(path, options) {
  const folder = folderOf(path, options);
  if (!existsSync(folder)) {
    const script = fileURLToPath(new URL('./fill.js', import.meta.url));
    const args = [script, folder, path, JSON.stringify(options)];
    const env = { ...process.env, NODE_OPTIONS: '' };
    const failure = execFileSync(process.execPath, args, { env, encoding: 'utf8' });
    if (failure !== '') throw new JcoError(JSON.parse(failure));
  }
  return read(folder);
}

/**
 * @param {string} path
 * @param {Record<string, any>} options
 */
function folderOf(path, options) {
  const digest = createHash('sha256').update(`${version}\0${JSON.stringify(options)}\0`).update(readFileSync(path));
  return join(cacheOf(path), digest.digest('hex').slice(0, 32));
}

/** The name that files of a component have in the cache. */
const name = 'component';

/**
 * @param {string} folder
 * @param {string} path
 * @param {Record<string, any>} options
 */
export async function fill(folder, path, options) {
  const { transpile } = await import('../index.js');
  const { files } = await transpile(readFileSync(path), { ...options, name }).catch((error) => {
    throw located(error, path);
  });
  // Other processes may be doing the same: the folder appears whole.
  const part = mkdtempSync(`${folder}-`);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(part, file)), { recursive: true });
    writeFileSync(join(part, file), content);
  }
  try {
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

/**
 * @param {string} folder
 * @returns {Transpiled}
 */
function read(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const text = (/** @type {string} */ file) => readFileSync(join(folder, file), 'utf8');

  /** @param {string} end @param {(file: string) => string} value */
  function ending(end, value) {
    const entries = files.filter((file) => file.endsWith(end)).map((file) => [file.replaceAll('\\', '/'), value(file)]);
    return Object.fromEntries(entries);
  }
  return { glue: text(`${name}.js`), assets: ending('.wasm', (file) => join(folder, file)), declarations: ending('.d.ts', text) };
}

/** Where there is no `node_modules`, a folder for this process. @type {string | undefined} */
let ownCache;

/**
 * @param {string} path
 * @returns {string} a folder
 */
function cacheOf(path) {
  for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder)) {
    if (!existsSync(join(folder, 'node_modules'))) continue;
    const cache = join(folder, 'node_modules/.cache/jco');
    mkdirSync(cache, { recursive: true });
    return cache;
  }
  return (ownCache ??= mkdtempSync(join(tmpdir(), 'jco-')));
}

/**
 * The error with the component's path in its message, because that is what bundlers show.
 *
 * @param {any} error
 * @param {string} path
 */
function located(error, path) {
  const { code, message, place, help } = error;
  if (!(error instanceof JcoError)) return error;
  const lines = [`${path}: ${message} [${code}]`, place && `  at ${place}`, help && `  help: ${help}`];
  const told = new JcoError({ code, message: lines.filter(Boolean).join('\n'), place: path, help });
  return Object.assign(told, { id: path });
}
