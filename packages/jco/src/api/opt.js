import { apart } from '../core-js/apart.js';
import { bytesOf } from './bytes.js';
import { checkedOptions, optOptions } from './options.js';

/** @type {typeof import('../../types/index.js').opt} */
export async function opt(component, options = {}) {
  checkedOptions(options, optOptions);
  const { component: made, sizes } = await optimized(bytesOf(component, 'the component'), options);
  const compressionInfo = sizes.map(({ before, after }) => ({ beforeBytes: before, afterBytes: after }));
  return { component: made, compressionInfo };
}

/**
 * @param {Uint8Array} binary
 * @param {import('../../types/index.js').OptimizeOptions} [options]
 */
export async function optimized(binary, { asyncify, optArgs, wasmOptBin } = {}) {
  const { optimize, projectFolder } = await coreTools();
  return optimize(binary, { folder: projectFolder(), asyncify, wasmOptArgs: optArgs, wasmOptBin });
}

/**
 * Output whose core modules are JavaScript.
 *
 * @param {import('../binding.js').NamedBytes[]} files
 * @param {string} name of the output
 * @returns {Promise<import('../binding.js').NamedBytes[]>}
 */
export async function withCoreScript(files, name) {
  const { modules, others } = apart(files);
  const { coreScript, projectFolder } = await coreTools();
  const text = await coreScript(modules, projectFolder());
  return [...others, { name: `${name}.core.js`, bytes: new TextEncoder().encode(text) }];
}

// Most programs do without.
const coreTools = () => import('#platform/core-tools.js');
