// The thread of the engine: from the bytes of a component to all that the page shows of it.

import { componentExports, componentWit, print, transpile } from 'jco';
import { compile } from 'jco/load';

import { failureOf } from '../failure.js';
import { compressed } from '../compression.js';
import { answer } from '../thread.js';

/**
 * @typedef {import('../failure.js').Failure} Failure
 * @typedef {{ name: string, size: number, gzip: number, content: string | Uint8Array }} MadeFile
 *
 * @typedef {object} Opened
 * @property {string} name without the ending
 * @property {import('jco').ComponentExports | undefined} described
 * @property {Failure | undefined} undescribed why it is not described
 * @property {MadeFile[]} files the WIT, and what `jco transpile` writes
 * @property {import('jco/load').CompiledComponent | undefined} component
 * @property {Failure | undefined} uncompiled why there is none
 */

answer({ open: ({ bytes, name }) => attempt(() => open(bytes, name)), print: (bytes) => attempt(() => print(bytes)) });

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<{ value: T, failure?: undefined } | { value?: undefined, failure: Failure }>}
 */
async function attempt(work) {
  try {
    return { value: await work() };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {string} fileName
 * @returns {Promise<Opened>}
 */
async function open(bytes, fileName) {
  const name = fileName.replace(/\.\w+$/, '') || 'component';
  const { files } = await transpile(bytes, { name });
  const [wit, described, component] = await Promise.all([
    attempt(() => componentWit(bytes)),
    attempt(() => componentExports(bytes)),
    attempt(() => compile(bytes, { name })),
  ]);
  const witText = wit.value ?? `// ${wit.failure?.message}\n`;
  const all = [[`${name}.wit`, new TextEncoder().encode(witText)], ...Object.entries(files)];
  return {
    name,
    files: await Promise.all(all.map(([name, bytes]) => made(/** @type {string} */ (name), /** @type {Uint8Array} */ (bytes)))),
    described: described.value,
    undescribed: described.failure,
    component: component.value,
    uncompiled: component.failure,
  };
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {Promise<MadeFile>}
 */
async function made(name, bytes) {
  const content = name.endsWith('.wasm') ? bytes : new TextDecoder().decode(bytes);
  return { name, size: bytes.length, gzip: (await compressed(bytes, 'gzip')).length, content };
}
