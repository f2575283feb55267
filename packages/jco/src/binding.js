// The engine on Node: the addon built from crates/node-binding or, where none fits, the WebAssembly built from
// crates/wasm-binding. `JCO_BINDING=wasm` and `JCO_BINDING=native` insist on one.

import { fileURLToPath } from 'node:url';

import { JcoError } from './errors.js';

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
 * @property {(component: Uint8Array, options: string) =>
 *   { files: NamedBytes[], imports: string[], exports: [string, 'function' | 'instance' | 'module'][] }} transpile
 * @property {(wit: WitInput, isGuest: boolean, options: string) => NamedBytes[]} types
 * @property {(wit: WitInput) => Uint8Array} stub
 * @property {(text: Uint8Array) => Uint8Array} parse
 * @property {(wasm: Uint8Array) => string} print
 * @property {(wasm: Uint8Array) => string} wit
 * @property {(core: Uint8Array, adapters: NamedBytes[]) => Uint8Array} componentNew
 * @property {(core: Uint8Array | null, wit: WitInput, stringEncoding: string, metadata: string[][]) => Uint8Array}
 *   componentEmbed
 * @property {(wasm: Uint8Array) => string} metadataShow
 * @property {(wasm: Uint8Array, additions: string[][]) => Uint8Array} metadataAdd
 * @property {(kind: string) => Uint8Array | null | undefined} adapter
 */

/** @type {Binding | Promise<Binding> | undefined} */
let binding;

/**
 * The engine, loaded when it is first used: at once or, if it is the WebAssembly, soon.
 *
 * @returns {Binding | Promise<Binding>}
 */
export function engine() {
  return (binding ??= chosen());
}

function chosen() {
  const wanted = process.env.JCO_BINDING;
  if (wanted === 'wasm') return loadWasm();
  try {
    return loadAddon();
  } catch (error) {
    if (wanted === 'native') throw error;
    return loadWasm().catch(() => {
      throw error;
    });
  }
}

async function loadWasm() {
  const { loadEngine } = await import('./binding-file.js');
  return (binding = await loadEngine());
}

// `require` and `node:module` would do the same and cost a millisecond of every run.
/** @returns {Binding} */
function loadAddon() {
  /** @type {{ exports: any }} */
  const addon = { exports: {} };
  const path = fileURLToPath(new URL('../native/jco.node', import.meta.url));
  try {
    process.dlopen(addon, path);
  } catch (cause) {
    throw new JcoError({
      code: 'E0404',
      message: `there is no engine for ${process.platform}-${process.arch}: ${/** @type {Error} */ (cause).message}`,
      place: path,
      help: 'in a checkout, `npm run build` makes it',
    });
  }
  return addon.exports;
}
