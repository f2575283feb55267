// From the bytes of a component to something that can be instantiated many times and sent to other threads.

import { importModule } from '#platform/modules.js';

import { transpile } from '../api/transpile.js';
import { JcoError } from '../errors.js';
import { whyForbidden } from './policy.js';
import { bytesOfSource } from './source.js';

/** @type {typeof import('../../types/load.js').compile} */
export async function compile(source, options = {}) {
  if (typeof WebAssembly === 'undefined') throw withoutWebAssembly();
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
  const cores = Object.fromEntries(Object.entries(files).filter(([file]) => file.endsWith('.wasm')));
  const modules = await compileAll(cores, glue, name);
  return { name, glue, modules, imports, exports };
}

function withoutWebAssembly() {
  return new JcoError({
    code: 'E0707',
    message: 'this engine has no WebAssembly',
    help: 'use one that has it, without --jitless or a browser’s lockdown; or transpile ahead of time with `jco transpile --js`',
  });
}

/**
 * @param {Record<string, Uint8Array>} files
 * @param {string} glue
 * @param {string} name
 * @returns {Promise<Record<string, WebAssembly.Module>>}
 */
async function compileAll(files, glue, name) {
  const compiled = async (/** @type {string} */ file) => WebAssembly.compile(/** @type {BufferSource} */ (files[file]));
  const names = Object.keys(files);
  try {
    const modules = await Promise.all(names.map(compiled));
    return Object.fromEntries(names.map((file, index) => [file, modules[index]]));
  } catch (error) {
    throw whyForbidden(error) ?? (await whatIsLacking(glue, name, compiled)) ?? uncompiled(name, error);
  }
}

/**
 * What has been validated is not compiled where the engine is too old for it, or has limits.
 *
 * @param {string} name of the component
 * @param {unknown} error
 */
function uncompiled(name, error) {
  if (!(error instanceof WebAssembly.CompileError)) return error;
  const help = 'use a later version of it, or build the component without what it does not know';
  return new JcoError({ code: 'E0707', message: `this engine cannot compile a core module: ${error.message}`, place: name, help });
}

/**
 * The glue knows what its modules need, and names what of it this engine lacks. It gets no further than to load them, and
 * until then takes anything for its imports.
 *
 * @param {string} glue
 * @param {string} name
 * @param {(file: string) => Promise<WebAssembly.Module>} compiled
 * @returns {Promise<unknown>} undefined where it knows no better
 */
async function whatIsLacking(glue, name, compiled) {
  /** @type {any} */
  const anything = new Proxy(() => {}, { get: () => anything });
  try {
    const { instantiate } = await importModule(glue, name);
    await instantiate(compiled, anything);
  } catch (/** @type {any} */ error) {
    if (error?.code === 'E0707') return error;
  }
  return undefined;
}
