// The engine: the addon built from crates/node-binding.

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
 * @property {(kind: string) => Uint8Array | null} adapter
 */

/** @type {Binding | undefined} */
let binding;

/** The engine, loaded when it is first used. */
export function engine() {
  return (binding ??= loadAddon());
}
