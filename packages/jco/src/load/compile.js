// From the bytes of a component to something that can be instantiated many times and sent to other threads.

import { transpile } from '../api/transpile.js';
import { whyForbidden } from './policy.js';
import { bytesOfSource } from './source.js';

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
    const sources = files.map(([, bytes]) => /** @type {BufferSource} */ (bytes));
    const modules = await Promise.all(sources.map((bytes) => WebAssembly.compile(bytes)));
    return Object.fromEntries(files.map(([file], index) => [file, modules[index]]));
  } catch (error) {
    throw whyForbidden(error) ?? error;
  }
}
