// `jco/load`: components at run time, from bytes. Their types are in types/load.d.ts.

import { instantiate } from './instantiate.js';

export { instantiate };

/** @type {typeof import('../../types/load.js').compile} */
export async function compile(source, options) {
  // The transpiler is large, and of no use to a page that is given compiled components.
  const { compile } = await import('./compile.js');
  return compile(source, options);
}

/**
 * @param {import('../../types/load.js').Source | import('../../types/load.js').CompiledComponent} source
 * @param {import('../../types/load.js').LoadOptions | import('../../types/load.js').WorkerOptions} [settings]
 * @returns {Promise<any>}
 */
export async function load(source, settings = {}) {
  const given = await source;
  if (settings.worker) return inWorker(given, settings);
  const { imports, wasi, worker: _, ...options } = settings;
  return instantiate(isCompiled(given) ? given : await compile(given, options), { imports, wasi });
}

/**
 * @param {any} source
 * @param {import('../../types/load.js').WorkerOptions} settings
 */
async function inWorker(source, { imports, wasi, signal, worker: _, ...options }) {
  const { loadInWorker } = await import('./remote.js');
  return loadInWorker({ source, options }, { imports, wasi, signal });
}

/**
 * @param {any} source
 * @returns {source is import('../../types/load.js').CompiledComponent}
 */
const isCompiled = (source) => 'modules' in Object(source);
