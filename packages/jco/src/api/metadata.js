import { JcoArgumentError } from '../errors.js';
import { bytesOf } from './bytes.js';
import { withEngine } from './engine.js';

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
export function additionsOf(metadata) {
  const isText = (/** @type {unknown} */ value) => typeof value === 'string';
  const isField = (/** @type {any} */ entry) => Array.isArray(entry) && isText(entry[0]) && Array.isArray(entry[1]);
  const isValue = (/** @type {any} */ value) => Array.isArray(value) && value.length <= 2 && isText(value[0]) && value.every(isText);
  const fields = Array.isArray(metadata) && metadata.every(isField) ? metadata : undefined;
  if (fields === undefined || !fields.every(([, values]) => values.every(isValue))) {
    throw new JcoArgumentError('the metadata must be a list like [["language", [["Rust", "1.95.0"]]]]');
  }
  return fields.flatMap(([field, values]) => values.map((/** @type {string[]} */ [name, version = '']) => [field, name, version]));
}
