import { JcoArgumentError } from '../errors.js';
import { bytesOf, textOf } from './bytes.js';
import { withEngine } from './engine.js';
import { checkedOptions, embedOptions, featuresOf } from './options.js';
import { onlyFile } from './wit-input.js';

/** @type {typeof import('../../types/index.js').componentNew} */
export async function componentNew(core, adapters = []) {
  const bytes = bytesOf(core, 'the core module');
  const named = adapters.map(([name, adapter]) => ({ name, bytes: bytesOf(adapter, `the adapter ${name}`) }));
  return withEngine((engine) => engine.componentNew(bytes, named));
}

/** @type {typeof import('../../types/index.js').componentEmbed} */
export async function componentEmbed(options) {
  checkedOptions(options, embedOptions);
  const { binary, witSource, witPath, world, stringEncoding = 'utf8', metadata = [], dummy = false } = options;
  if (dummy === (binary !== undefined)) {
    throw new JcoArgumentError('componentEmbed needs one of the options binary and dummy');
  }
  if ((witSource === undefined) === (witPath === undefined)) {
    throw new JcoArgumentError('componentEmbed needs one of the options witSource and witPath');
  }
  const core = binary === undefined ? null : bytesOf(binary, 'the option binary');
  const located = witPath === undefined ? { files: [onlyFile(textOf(witSource, 'the option witSource'))] } : { path: witPath };
  const wit = { ...located, world, features: featuresOf(options) };
  const additions = additionsOf(metadata);
  return withEngine((engine) => engine.componentEmbed(core, wit, stringEncoding, additions));
}

/** @type {typeof import('../../types/index.js').preview1AdapterCommandPath} */
export function preview1AdapterCommandPath() {
  return new URL('../../native/wasi_snapshot_preview1.command.wasm', import.meta.url);
}

/** @type {typeof import('../../types/index.js').preview1AdapterReactorPath} */
export function preview1AdapterReactorPath() {
  return new URL('../../native/wasi_snapshot_preview1.reactor.wasm', import.meta.url);
}

/** @type {typeof import('../../types/index.js').metadataShow} */
export async function metadataShow(binary) {
  const bytes = bytesOf(binary, 'the binary');
  return JSON.parse(await withEngine((engine) => engine.metadataShow(bytes)));
}

/** @type {typeof import('../../types/index.js').metadataAdd} */
export async function metadataAdd(binary, metadata) {
  const bytes = bytesOf(binary, 'the binary');
  const additions = additionsOf(metadata);
  return withEngine((engine) => engine.metadataAdd(bytes, additions));
}

/**
 * `[['language', [['Rust', '1.95.0']]]]` as a flat list of field, name and version.
 *
 * @param {unknown} metadata
 * @returns {string[][]}
 */
function additionsOf(metadata) {
  const isText = (/** @type {unknown} */ value) => typeof value === 'string';
  const isField = (/** @type {any} */ entry) => Array.isArray(entry) && isText(entry[0]) && Array.isArray(entry[1]);
  const isValue = (/** @type {any} */ value) => Array.isArray(value) && value.length <= 2 && isText(value[0]) && value.every(isText);
  const fields = Array.isArray(metadata) && metadata.every(isField) ? metadata : undefined;
  if (fields === undefined || !fields.every(([, values]) => values.every(isValue))) {
    throw new JcoArgumentError('the metadata must be a list like [["language", [["Rust", "1.95.0"]]]]');
  }
  return fields.flatMap(([field, values]) => values.map((/** @type {string[]} */ [name, version = '']) => [field, name, version]));
}
