// Where modules and bytes come from in a browser.

import { importForbidden, whyForbidden } from '../policy.js';

/**
 * What was imported, by its text: another import of it is the same module, and a blob is kept for as long as the page.
 *
 * @type {Map<string, Promise<any>>}
 */
const imported = new Map();

/**
 * Imports a module from its text. The same text is the same module.
 *
 * @param {string} text
 * @param {string} name for stack traces
 * @returns {Promise<any>}
 */
export function importModule(text, name) {
  const known = imported.get(text);
  if (known !== undefined) return known;
  const module = importText(`${text}\n//# sourceURL=jco:${name}.js`, name);
  imported.set(text, module);
  module.catch(() => imported.delete(text));
  return module;
}

/**
 * Policies may allow either kind of URL.
 *
 * @param {string} text
 * @param {string} name
 */
async function importText(text, name) {
  const blob = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  try {
    return await import(/* @vite-ignore */ /* webpackIgnore: true */ blob);
  } catch (error) {
    if (!isBlocked(error)) throw whyForbidden(error) ?? error;
  } finally {
    URL.revokeObjectURL(blob);
  }
  const data = `data:text/javascript,${encodeURIComponent(text)}`;
  return import(/* @vite-ignore */ /* webpackIgnore: true */ data).catch((error) => {
    throw isBlocked(error) ? importForbidden(name) : error;
  });
}

/**
 * A module that cannot be had is a `TypeError`, also where a policy is the reason. The glue itself throws none.
 *
 * @param {unknown} error
 */
const isBlocked = (error) => error instanceof TypeError;

/**
 * @param {string | URL} source
 * @returns {Promise<Response>}
 */
export const readSource = (source) => fetch(source);

/**
 * @param {string | URL} source
 * @returns {string}
 */
export const absolute = (source) => new URL(source, globalThis.document?.baseURI ?? location.href).href;
