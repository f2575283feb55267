// Core modules through wasm-opt, of the package binaryen or another.

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { withFolder } from '../tools/files.js';
import { runProgram } from '../tools/program.js';
import { installed, programOf } from '../tools/project.js';
import { coreModules, withCoreModules } from './sections.js';

/**
 * @typedef {object} OptOptions
 * @property {string} folder of the project
 * @property {boolean} [asyncify]
 * @property {string | null} [wasmOptBin]
 * @property {string[]} [wasmOptArgs] in place of the defaults
 */

const DEFAULTS = ['-Oz', '--strip-debug'];

// What every engine has that runs components. wasm-opt makes no use of what a module does without.
const BASELINE = ['bulk-memory', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'multivalue', 'reference-types', 'simd'];

/**
 * The binary with its core modules optimised, and their sizes.
 *
 * @param {Uint8Array} binary a component or core module
 * @param {OptOptions} options
 * @returns {Promise<{ component: Uint8Array, sizes: { before: number, after: number }[] }>}
 */
export async function optimize(binary, options) {
  const program = options.wasmOptBin ?? programOf(installed('binaryen', options.folder, 'optimising'), 'wasm-opt');
  const modules = coreModules(binary);
  const made = await withFolder((folder) =>
    inParallel(modules, (module, index) => optimizeModule(module, program, join(folder, String(index)), options)),
  );
  const component = withCoreModules(binary, new Map(modules.map((module, index) => [module, made[index]])));
  return { component, sizes: modules.map((module, index) => ({ before: module.length, after: made[index].length })) };
}

/**
 * @param {Uint8Array} module
 * @param {string} program
 * @param {string} path to begin the names of files with
 * @param {OptOptions} options
 */
async function optimizeModule(module, program, path, { asyncify, wasmOptArgs = [] }) {
  const [before, after] = [`${path}.wasm`, `${path}.opt.wasm`];
  writeFileSync(before, module);
  const passes = [...(wasmOptArgs.length > 0 ? wasmOptArgs : DEFAULTS), ...(asyncify ? ['--asyncify'] : [])];
  const run = (/** @type {string[]} */ features) => runProgram(program, [before, '-o', after, ...features, ...passes]);
  const baseline = BASELINE.map((feature) => `--enable-${feature}`);
  // All features at once would let wasm-opt use those that the module does without.
  await run(baseline).catch((first) =>
    run(['--all-features']).catch(() => {
      throw first;
    }),
  );
  const made = readFileSync(after);
  const isAsked = asyncify || wasmOptArgs.length > 0;
  return made.length < module.length || isAsked ? made : module;
}

/**
 * @template T, R
 * @param {T[]} items
 * @param {(item: T, index: number) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
async function inParallel(items, work) {
  /** @type {R[]} */
  const results = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), items.length) }, worker));
  return results;
}
