// `jco/load`: components at run time, from bytes. Their types are in types/load.d.ts.

import { compile } from './compile.js';
import { instantiate } from './instantiate.js';

export { compile, instantiate };

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
