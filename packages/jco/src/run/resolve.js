// JavaScript modules that the command line names.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { JcoError } from '../errors.js';
import { missing } from './imports.js';

/**
 * The URL of a module: a path relative to the working folder, or a package installed there.
 *
 * @param {string} specifier
 */
export function fromWorkingFolder(specifier) {
  if (/^(node|data|file|https?):/.test(specifier)) return specifier;
  const folder = process.cwd();
  if (/^\.{0,2}\//.test(specifier)) return pathToFileURL(join(specifier.startsWith('/') ? '' : folder, specifier)).href;
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
 */
export async function mappedImports(names, request) {
  /** @type {Record<string, object>} */
  const imports = {};
  for (const name of names) {
    if (!request.map.some(([, target]) => isTarget(target, name))) {
      throw missing(name, `give it a JavaScript module: --jco-map '${name}=./module.js'`);
    }
    try {
      imports[name] = await import(fromWorkingFolder(name));
    } catch (error) {
      const { code } = /** @type {{ code?: string }} */ (error);
      throw code === 'ERR_MODULE_NOT_FOUND' ? notFound(name) : error;
    }
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
