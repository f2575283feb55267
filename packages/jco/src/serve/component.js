// What the guest threads need of a component: its glue and its compiled modules.

import { addonPath } from '../addon.js';
import { withEngine } from '../api/engine.js';
import { JcoError } from '../errors.js';
import { limited } from './memory-limit.js';

/**
 * What the component is given: a `WASIShim`'s configuration, and what of the network the command line grants.
 * @typedef {import('@jco/preview2-shim/instantiation').WASIShimConfig
 *   & { granted?: import('../run/request.js').Network | null }} WasiGrants
 */

/**
 * What a guest thread is told. All of it can be sent to a thread; modules are compiled once for all of them.
 * @typedef {object} Program
 * @property {string} glue a URL
 * @property {[string, WebAssembly.Module][]} modules
 * @property {string} handler the export that has `handle`
 * @property {'request' | 'none'} isolate whether each request has an instance of its own
 * @property {WasiGrants} wasi
 * @property {string} addon where it is; empty where there is none
 */

/** The shim copies what it keeps of the bytes that a guest passes, so they need not be copied before. */
const TRANSPILED = JSON.stringify({
  name: 'component',
  instantiation: 'sync',
  emitTypescriptDeclarations: false,
  base64Cutoff: 0,
  lendBytes: true,
});

/**
 * @param {Uint8Array} component
 * @param {{ isolate: 'request' | 'none', wasi: WasiGrants, maxMemory?: number }} options
 * @returns {Promise<Program>}
 */
export async function program(component, { isolate, wasi, maxMemory }) {
  const { files: list, exports } = await withEngine((engine) => engine.transpile(component, TRANSPILED));
  const files = Object.fromEntries(list.map(({ name, bytes }) => [name, bytes]));
  const handler = handlerOf(exports);
  const cores = Object.entries(files).filter(([path]) => path.endsWith('.wasm'));
  const modules = cores.map(([path, bytes]) => compiled(path, limited(bytes, maxMemory)));
  const glue = `data:text/javascript;base64,${Buffer.from(files['component.js']).toString('base64')}`;
  return { glue, modules: await Promise.all(modules), handler, isolate, wasi, addon: addonPath };
}

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 * @returns {Promise<[string, WebAssembly.Module]>}
 */
async function compiled(path, bytes) {
  return [path, await WebAssembly.compile(/** @type {Uint8Array<ArrayBuffer>} */ (bytes))];
}

/** @param {[string, string][]} exports */
function handlerOf(exports) {
  const names = exports.map(([name]) => name);
  const handler = names.find((name) => /^wasi:http\/incoming-handler(@0\.2\.\d+)?$/.test(name));
  if (handler !== undefined) return handler;
  throw new JcoError({
    code: 'E0601',
    message: names.length === 0 ? 'the component exports nothing' : `the component exports ${list(names)}`,
    help: names.some((name) => name.startsWith('wasi:cli/run'))
      ? 'it is a command: `jco run` runs it. To be served, a component exports wasi:http/incoming-handler@0.2'
      : 'to be served, a component exports wasi:http/incoming-handler@0.2',
  });
}

/** @param {string[]} names */
const list = (names) => names.map((name) => JSON.stringify(name)).join(', ');
