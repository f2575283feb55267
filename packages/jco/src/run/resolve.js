// JavaScript modules that the command line names.

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { JcoError } from '../errors.js';
import { missing } from './imports.js';

/**
 * Imports a module: a path relative to a folder, or a package installed there.
 *
 * @param {string} folder
 * @param {string} specifier
 * @returns {Promise<object>}
 */
export async function importFrom(folder, specifier) {
  const url = locate(folder, specifier);
  try {
    return await import(url);
  } catch (error) {
    // What the module itself does not find is another matter.
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const isItself = code === 'ERR_MODULE_NOT_FOUND' && url.startsWith('file:') && message.includes(`'${fileURLToPath(url)}'`);
    throw isItself ? notFound(specifier) : error;
  }
}

/**
 * @param {string} folder
 * @param {string} specifier
 */
function locate(folder, specifier) {
  if (/^(node|data|file|https?):/.test(specifier)) return specifier;
  if (/^\.{0,2}\//.test(specifier)) return pathToFileURL(resolve(folder, specifier)).href;
  try {
    return pathToFileURL(createRequire(join(folder, 'index.js')).resolve(specifier)).href;
  } catch {
    throw notFound(specifier);
  }
}

/**
 * Imports that are not WASI.
 *
 * @param {string[]} names what the script asks for: names of the component, or targets of --jco-map
 * @param {import('./request.js').RunRequest} request
 * @param {import('../cli.js').Terminal} terminal
 */
export async function mappedImports(names, request, terminal) {
  /** @type {Record<string, object>} */
  const imports = {};
  for (const name of names) {
    if (!request.map.some(([, target]) => isTarget(target, name))) {
      throw missing(name, `give it a JavaScript module: --jco-map '${name}=./module.js'`);
    }
    imports[name] = await importFrom(terminal.folder(), name);
  }
  return imports;
}

/**
 * @param {string} target as it was given: `./x.js`, `./x.js#*`, `./*.js`
 * @param {string} name what the script asks for
 */
function isTarget(target, name) {
  const [module] = target.split('#');
  const parts = module.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/** @param {string} specifier */
function notFound(specifier) {
  return new JcoError({ code: 'E0401', message: 'there is no such JavaScript module', place: specifier });
}
