import { bytesOf, textOf } from './bytes.js';
import { withEngine } from './engine.js';
import { checkedOptions, featuresOf, transpileOptions } from './options.js';
import { onlyFile } from './wit-input.js';
import { withRuntime } from './worker.js';

/** @type {typeof import('../../types/index.js').transpile} */
export async function transpile(component, options = {}) {
  const told = checkedOptions(options, transpileOptions);
  const bytes = options.stub ? await stub(component, options) : bytesOf(component, 'the component');
  const { files, imports, exports } = await withEngine((engine) => engine.transpile(bytes, told));
  const all = options.target === undefined ? files : await withRuntime(files);
  return { files: inFolder(all, options.outDir), imports, exports };
}

/**
 * @param {unknown} wit
 * @param {import('../../types/index.js').TranspileOptions} options
 */
async function stub(wit, options) {
  const files = [onlyFile(textOf(wit, 'the WIT'))];
  const input = { files, world: options.worldName, features: featuresOf(options) };
  return withEngine((engine) => engine.stub(input));
}

/**
 * Files by their paths.
 *
 * @param {import('../binding.js').NamedBytes[]} files
 * @param {string} [folder]
 * @returns {Record<string, Uint8Array>}
 */
export function inFolder(files, folder = '') {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return Object.fromEntries(files.map(({ name, bytes }) => [`${prefix}${name}`, bytes]));
}
