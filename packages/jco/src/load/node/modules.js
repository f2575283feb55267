// Where modules and bytes come from on Node.

import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/**
 * Imports a module from its text. The same text is the same module.
 *
 * @param {string} text
 * @param {string} name for stack traces
 * @returns {Promise<any>}
 */
export function importModule(text, name) {
  // A stack trace would show the whole URL.
  return import(`data:text/javascript,${encodeURIComponent(`${text}\n//# sourceURL=jco:${name}.js`)}`);
}

/**
 * @param {string | URL} source a path, or a URL
 * @returns {Promise<Response | Uint8Array>}
 */
export async function readSource(source) {
  const url = new URL(absolute(source));
  return url.protocol === 'file:' ? readFile(url) : fetch(url);
}

/**
 * @param {string | URL} source a path, or a URL
 * @returns {string} a URL
 */
export function absolute(source) {
  const isUrl = source instanceof URL || /^(https?|data|blob|file):/i.test(source);
  return isUrl ? String(source) : pathToFileURL(source).href;
}
