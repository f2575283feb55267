// WIT as an argument: a path, bytes, or files by path.

import { JcoArgumentError } from '../errors.js';
import { article, bytesOf, textOf } from './bytes.js';
import { featuresOf } from './options.js';

/**
 * @param {unknown} wit
 * @param {{ worldName?: string, features?: unknown, allFeatures?: boolean }} options
 * @returns {import('../binding.js').WitInput}
 */
export function witInput(wit, options) {
  return { ...located(wit), world: options.worldName, features: featuresOf(options) };
}

/**
 * @param {unknown} wit
 * @returns {{ path: string } | { files: import('../binding.js').NamedBytes[] }}
 */
function located(wit) {
  if (typeof wit === 'string') return { path: wit };
  if (wit instanceof ArrayBuffer || ArrayBuffer.isView(wit)) return { files: [onlyFile(bytesOf(wit, 'the WIT'))] };
  if (typeof wit !== 'object' || wit === null) {
    throw new JcoArgumentError('the WIT must be a path, a Uint8Array, or an object of files', `${article(wit)} was given`);
  }
  const files = Object.entries(wit).map(([name, content]) => ({ name, bytes: textOf(content, `the WIT file ${name}`) }));
  return { files };
}

/**
 * @param {Uint8Array} bytes
 * @returns {import('../binding.js').NamedBytes}
 */
export function onlyFile(bytes) {
  return { name: 'world.wit', bytes };
}
