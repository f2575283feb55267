// From the bytes of a component to something that can be instantiated many times and sent to other threads.

import { readSource } from '#platform/modules.js';

import { transpile } from '../api/transpile.js';
import { JcoError } from '../errors.js';
import { whyForbidden } from './policy.js';

/** @type {typeof import('../../types/load.js').compile} */
export async function compile(source, options = {}) {
  const name = options.name ?? 'component';
  const bytes = await bytesOfSource(await source);
  const { files, imports, exports } = await transpile(bytes, {
    ...options,
    name,
    instantiation: 'async',
    // A module that is inlined would be compiled again for every instance.
    base64Cutoff: 0,
    nodejsCompat: false,
    emitTypescriptDeclarations: false,
  });
  const glue = new TextDecoder().decode(files[`${name}.js`]);
  const modules = await compileAll(Object.entries(files).filter(([file]) => file.endsWith('.wasm')));
  return { name, glue, modules, imports, exports };
}

/**
 * @param {[file: string, bytes: Uint8Array][]} files
 * @returns {Promise<Record<string, WebAssembly.Module>>}
 */
async function compileAll(files) {
  try {
    const modules = await Promise.all(files.map(([, bytes]) => WebAssembly.compile(/** @type {BufferSource} */ (bytes))));
    return Object.fromEntries(files.map(([file], index) => [file, modules[index]]));
  } catch (error) {
    throw whyForbidden(error) ?? error;
  }
}

/**
 * @param {Awaited<import('../../types/load.js').Source>} source
 * @returns {Promise<import('../../types/index.js').Bytes>}
 */
async function bytesOfSource(source) {
  if (typeof source === 'string' || source instanceof URL) return bytesAt(source);
  return source instanceof Response ? bytesOfResponse(source, source.url) : source;
}

/** @param {string | URL} place */
async function bytesAt(place) {
  const found = await readSource(place).catch((cause) => {
    throw unreadable(String(place), cause.message);
  });
  return found instanceof Response ? bytesOfResponse(found, String(place)) : found;
}

/**
 * @param {Response} response
 * @param {string} place
 */
async function bytesOfResponse(response, place) {
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw unreadable(place, `the server answered ${response.status} ${response.statusText}`.trimEnd());
}

/**
 * @param {string} place
 * @param {string} reason
 */
const unreadable = (place, reason) => new JcoError({ code: 'E0501', message: `cannot read the component: ${reason}`, place });
