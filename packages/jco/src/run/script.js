// The JavaScript and the core modules made of a component, ready to be instantiated.

import { JcoError } from '../errors.js';

/**
 * @typedef {{ Component: { start: number, end: number } } | { Made: { start: number, end: number } }} Slice
 *
 * @typedef {object} Table what crates/cli says of a transpiled component
 * @property {{ name: string, slice: Slice }[]} files the script first
 * @property {string[]} imports names the script asks for
 * @property {string | null} run the exported wasi:cli/run
 */

/**
 * Makes a function of the script: quicker than a module, which is what it is written as.
 *
 * @param {import('../binding.js').LoadedApp} app
 * @param {Table} table
 */
export function openScript(app, table) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map(table.files.map(({ name, slice }) => [name, bytesOf(slice, app)]));
  const [{ name }] = table.files;
  const text = new TextDecoder().decode(files.get(name));
  const body = text.replace(/^export (?=function instantiate\()/m, '');
  const makeInstantiate = new Function(`'use strict';\n${body}\nreturn instantiate;\n//# sourceURL=jco:${encodeURIComponent(name)}`);
  /** @type {(core: (file: string) => WebAssembly.Module, imports: Record<string, object>) => Record<string, any>} */
  const instantiate = makeInstantiate();

  const compile = (/** @type {string} */ file) => new WebAssembly.Module(/** @type {BufferSource} */ (files.get(file)));
  return {
    text,

    /** The bytes of all core modules. */
    modules: () => [...files].filter(([file]) => file !== name).map(([, bytes]) => bytes),

    /**
     * @param {Record<string, object>} imports
     * @returns {Promise<Record<string, any>>} what the component exports
     */
    async instantiate(imports) {
      try {
        return instantiate(compile, imports);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // Nothing of the component has run: all core modules are compiled first.
        await switchOn(error);
        return instantiate(compile, imports);
      }
    },
  };
}

/**
 * @param {Slice} slice
 * @param {import('../binding.js').LoadedApp} app
 */
function bytesOf(slice, app) {
  if ('Component' in slice) return app.bytes.subarray(slice.Component.start, slice.Component.end);
  return app.made.subarray(slice.Made.start, slice.Made.end);
}

/**
 * What an engine may have behind a flag: a module that needs it, and the flag. The engine reads flags whenever it
 * compiles, so that no other process is needed.
 *
 * @type {[probe: number[], flag: string][]}
 */
const features = [
  // (module (global i32 (i32.add (i32.const 0) (i32.const 0))))
  [[6, 9, 1, 0x7f, 0, 0x41, 0, 0x41, 0, 0x6a, 0x0b], '--experimental-wasm-extended-const'],
  // (module (memory i64 0))
  [[5, 3, 1, 4, 0], '--experimental-wasm-memory64'],
];

/**
 * Whether the engine has refused a module.
 *
 * @param {any} error
 */
const isRefusal = (error) =>
  error instanceof WebAssembly.CompileError || error?.cause instanceof WebAssembly.CompileError;

/**
 * Switches on what can be.
 *
 * @param {unknown} error why a module was refused; thrown where there is nothing to switch on
 */
async function switchOn(error) {
  const missing = features.filter(([probe]) => !WebAssembly.validate(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...probe)));
  if (missing.length === 0) throw error;
  const { setFlagsFromString } = await import('node:v8');
  for (const [, flag] of missing) setFlagsFromString(flag);
}

/**
 * That the engine lacks what the component needs.
 *
 * @param {WebAssembly.CompileError} error
 */
export function refused(error) {
  return new JcoError({
    code: 'E0505',
    message: `this JavaScript engine does not take the component: ${error.message.replace(/^WebAssembly\.\w+\(\): /, '')}`,
    help: 'a later version of the engine may have what it needs',
  });
}
