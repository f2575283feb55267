// The WIT of a project: that of a file, a folder or a component, or a world of WASI, with the packages of WASI that it
// uses and does not have.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { engine } from '../binding.js';
import { JcoError, attempt, unreadable } from '../errors.js';

/** The version of WASI whose worlds componentize-js can make. */
const BUILT_IN_VERSION = '0.2.10';

/** @type {Record<string, string>} */
const builtIn = {
  'wasi-command': `package local:app;

/// A command: what \`jco run\` runs.
world app {
  export wasi:cli/run@${BUILT_IN_VERSION};
}
`,
  'wasi-proxy': `package local:app;

/// A handler of HTTP requests: what \`jco serve\` serves.
world app {
  export wasi:http/incoming-handler@${BUILT_IN_VERSION};
}
`,
};

const bundled = new URL('../../wit/', import.meta.url);

/**
 * @typedef {object} Given
 * @property {Record<string, string>} wit files by their paths within `wit/`
 * @property {string} [folder] where those are
 * @property {Uint8Array} [component]
 */

/**
 * @param {string} source a path, or `builtin:wasi-command`
 * @returns {Given}
 */
export function readWit(source) {
  const given = source.startsWith('builtin:') ? { wit: { 'world.wit': builtInWorld(source) } } : readPath(source);
  return { ...given, wit: { ...given.wit, ...wasiFor(Object.values(given.wit)) } };
}

/**
 * An error in a file of the user's, said to be there.
 *
 * @param {unknown} error
 * @param {Given} given
 */
export function whereItIs(error, { wit, folder }) {
  if (!(error instanceof JcoError) || error.place === undefined || folder === undefined) return error;
  const [file] = error.place.split(':');
  if (existsSync(join(folder, file)) && file in wit) error.place = join(folder, error.place).replaceAll('\\', '/');
  return error;
}

/** @param {string} source */
function builtInWorld(source) {
  const text = builtIn[source.slice('builtin:'.length)];
  if (text !== undefined) return text;
  const names = Object.keys(builtIn).map((name) => `builtin:${name}`);
  throw new JcoError({ code: 'E0403', message: `there is no ${source}`, help: `there is ${names.join(' and ')}` });
}

/** @param {string} path @returns {Given} */
function readPath(path) {
  try {
    if (statSync(path).isDirectory()) return { wit: readFolder(path, ''), folder: path };
    const bytes = readFileSync(path);
    if (bytes[0] !== 0) return { wit: { [basename(path)]: bytes.toString() }, folder: dirname(path) };
    return { wit: { 'component.wit': attempt(() => engine().wit(bytes)) }, component: bytes };
  } catch (error) {
    throw error instanceof JcoError ? error : unreadable(path, 'the WIT', error);
  }
}

/** @param {string} folder @param {string} prefix @returns {Record<string, string>} */
function readFolder(folder, prefix) {
  /** @type {Record<string, string>} */
  const files = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(files, readFolder(path, `${prefix}${entry.name}/`));
    else if (entry.name.endsWith('.wit')) files[`${prefix}${entry.name}`] = readFileSync(path, 'utf8');
  }
  return files;
}

/**
 * The packages of WASI that texts use and none of them is.
 *
 * @param {string[]} texts
 * @returns {Record<string, string>}
 */
function wasiFor(texts) {
  const there = new Set(texts.flatMap((text) => Array.from(text.matchAll(/^\s*package (wasi:[\w-]+@[\w.-]+)/gm), ([, name]) => name)));
  /** @type {Record<string, string>} */
  const files = {};
  for (const queue = texts.flatMap(used); queue.length > 0; ) {
    const { name, version } = /** @type {Use} */ (queue.pop());
    const whole = `wasi:${name}@${version}`;
    const url = new URL(`${name}.wit`, bundled);
    if (there.has(whole) || !existsSync(url)) continue;
    there.add(whole);
    const text = inVersion(readFileSync(url, 'utf8'), version);
    files[`deps/wasi-${name}-${version}.wit`] = text;
    queue.push(...used(text));
  }
  return files;
}

/** @typedef {{ name: string, version: string }} Use */

/** @param {string} text @returns {Use[]} */
function used(text) {
  return Array.from(text.matchAll(/\bwasi:([a-z][\w-]*)\/[\w-]+@(0\.2\.\d+)/g), ([, name, version]) => ({ name, version }));
}

/**
 * Versions 0.2.x have the same interfaces, of which later ones have more.
 *
 * @param {string} text
 * @param {string} version
 */
function inVersion(text, version) {
  return text.replace(/@0\.2\.\d+/g, `@${version}`).replace(/since\(version = 0\.2\.\d+\)/g, 'since(version = 0.2.0)');
}
