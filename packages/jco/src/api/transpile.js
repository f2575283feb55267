import { bytesOf, textOf } from './bytes.js';
import { withEngine } from './engine.js';
import { optimized, withCoreScript } from './opt.js';
import { checkedOptions, featuresOf, transpileOptions } from './options.js';
import { onlyFile } from './wit-input.js';

/** @type {typeof import('../../types/index.js').transpile} */
export async function transpile(component, options = {}) {
  const told = checkedOptions(options, transpileOptions);
  const bytes = options.stub ? await stub(component, options) : await binaryOf(component, options);
  const { files, imports, exports } = await withEngine((engine) => engine.transpile(bytes, told));
  const all = options.js ? await withCoreScript(files, options.name ?? 'component') : files;
  const whole = options.target === undefined ? all : await (await import('./worker.js')).withRuntime(all);
  return { files: inFolder(whole, options.outDir), imports, exports };
}

/**
 * @param {unknown} component
 * @param {import('../../types/index.js').TranspileOptions} options
 */
async function binaryOf(component, { optimize, optimizeOptions }) {
  const bytes = bytesOf(component, 'the component');
  return optimize ? (await optimized(bytes, optimizeOptions)).component : bytes;
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
