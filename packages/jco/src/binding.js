// The engine on Node: the addon built from crates/node-binding or, where none fits, the WebAssembly built from
// crates/wasm-binding. `JCO_BINDING=wasm` and `JCO_BINDING=native` insist on one.

import { loadAddon } from './addon.js';

/**
 * @typedef {{ name: string, bytes: Uint8Array }} NamedBytes
 *
 * @typedef {object} WitInput
 * @property {string} [path] a file or folder
 * @property {NamedBytes[]} [files] the WIT, where there is no path
 * @property {string} [world]
 * @property {string} features JSON: `"all"` or a list of names
 *
 * @typedef {object} Binding
 * @property {(args: string[]) => { exitCode: number, engine?: string }} cli
 * @property {import('@jco/preview2-shim/internal/platform/files.js').SetTimes} [setTimes] where the system has it
 * @property {import('@jco/preview2-shim/internal/platform/files.js').ReadDirectory} [readDirectory] where the system has it
 * @property {(component: Uint8Array, options: string) =>
 *   { files: NamedBytes[], imports: string[], exports: [string, 'function' | 'instance' | 'module'][] }} transpile
 * @property {(wit: WitInput, isGuest: boolean, options: string) => NamedBytes[]} types
 * @property {(wit: WitInput) => Uint8Array} stub
 * @property {(wit: WitInput, isGuest: boolean, isTypeScript: boolean) => string} skeleton JSON
 * @property {(text: Uint8Array) => Uint8Array} parse
 * @property {(wasm: Uint8Array) => string} print
 * @property {(wasm: Uint8Array) => string} wit
 * @property {(core: Uint8Array, adapters: NamedBytes[]) => Uint8Array} componentNew
 * @property {(core: Uint8Array | null, wit: WitInput, stringEncoding: string, metadata: string[][]) => Uint8Array}
 *   componentEmbed
 * @property {(component: Uint8Array) => string} describe JSON
 * @property {(wasm: Uint8Array) => string} metadataShow
 * @property {(wasm: Uint8Array, additions: string[][]) => Uint8Array} metadataAdd
 * @property {(kind: string) => Uint8Array | null | undefined} adapter
 * @property {(request: string, engine: string) => LoadedApp} loadApp
 * @property {(component: Uint8Array, call: string) => string} readCall
 * @property {(component: Uint8Array, call: string, outcome: string) => string | null} showResult
 * @property {(stack: string, modules: Uint8Array[], script: string, isWhole: boolean) => string} backtrace
 * @property {(source: string, line: number, column: number) => string} excerpt a line and a mark, for errors
 * @property {(error: string, json: boolean) => void} tell
 * @property {(milliseconds: number, error: string, json: boolean, exitCode: number) => void} endAfter
 *
 * @typedef {object} LoadedApp
 * @property {Uint8Array} bytes the component or core module
 * @property {string} [table] JSON: what was made of a component
 * @property {Uint8Array} made the bytes of the table's files that are not in the component
 * @property {boolean} isCached
 */

/** @type {Binding | undefined} */
let binding;

/** @type {Promise<Binding> | undefined} */
let coming;

/** The engine, loaded when it is first used. Where it is the WebAssembly, {@link loadEngine} comes first. */
export function engine() {
  const loaded = loadEngine();
  if (loaded instanceof Promise) throw new Error('the engine is being loaded');
  return loaded;
}

/**
 * The engine: at once or, if it is the WebAssembly and not yet loaded, soon.
 *
 * @returns {Binding | Promise<Binding>}
 */
export function loadEngine() {
  if (binding !== undefined) return binding;
  if (coming !== undefined) return coming;
  const chosen = choose();
  if (chosen instanceof Promise) coming = chosen;
  return chosen;
}

/** @returns {Binding | Promise<Binding>} */
function choose() {
  const wanted = process.env.JCO_BINDING;
  if (wanted === 'wasm') return loadWasm();
  try {
    return (binding = loadAddon());
  } catch (error) {
    if (wanted === 'native') throw error;
    return loadWasm(/** @type {import('./errors.js').JcoError} */ (error)).catch(() => {
      throw error;
    });
  }
}

/** @param {import('./errors.js').JcoError} [reason] */
async function loadWasm(reason) {
  const { engineFromFile } = await import('./binding-file.js');
  binding = await engineFromFile(reason);
  if (reason !== undefined) tell(reason);
  return binding;
}

/**
 * That the WebAssembly does the work, on systems that have an addon. Others have no choice.
 *
 * @param {import('./errors.js').JcoError} reason
 */
function tell({ code, message, help }) {
  const hasAddon = ['linux', 'darwin', 'win32'].includes(process.platform) && ['x64', 'arm64'].includes(process.arch);
  if (hasAddon) process.emitWarning(`${message}. jco takes its WebAssembly instead, which is slower`, { code, detail: help });
}
