// The engine as WebAssembly, from crates/wasm-binding: its functions as those of the addon.

// @ts-ignore: scripts/build-wasm.js writes it.
import * as glue from '../wasm/jco.js';

/** @typedef {import('./binding.js').Binding} Binding */
/** @typedef {import('./binding-host.js').Host} Host */

/**
 * @param {WebAssembly.Module} module
 * @param {Host} [host] files and standard streams, where there are any
 * @returns {Promise<Binding>}
 */
export async function startEngine(module, host) {
  await glue.default({ module_or_path: module });
  if (host !== undefined) glue.lendDisk(host);

  /**
   * Calls the engine. One that has trapped is not to be trusted: another takes its place.
   *
   * @template Result
   * @param {() => Result} call
   */
  function guarded(call) {
    try {
      return call();
    } catch (error) {
      if (isMistake(error)) {
        glue.__wbg_reset_state();
        if (host !== undefined) glue.lendDisk(host);
      }
      throw error;
    }
  }

  return {
    cli: (args) => guarded(() => glue.cli(args, host)),
    transpile: (component, options) => guarded(() => glue.transpile(component, options)),
    types: (wit, isGuest, options) => guarded(() => glue.types(wit, isGuest, options)),
    stub: (wit) => guarded(() => glue.stub(wit)),
    parse: (text) => guarded(() => glue.parse(text)),
    print: (wasm) => guarded(() => glue.print(wasm)),
    wit: (wasm) => guarded(() => glue.wit(wasm)),
    componentNew: (core, adapters) => guarded(() => glue.componentNew(core, adapters)),
    componentEmbed: (core, wit, stringEncoding, metadata) =>
      guarded(() => glue.componentEmbed(core, wit, stringEncoding, metadata.flat())),
    metadataShow: (wasm) => guarded(() => glue.metadataShow(wasm)),
    metadataAdd: (wasm, additions) => guarded(() => glue.metadataAdd(wasm, additions.flat())),
    adapter: (kind) => guarded(() => glue.adapter(kind)),
  };
}

/**
 * Whether an error is not about the input: a trap, or a panic that was told of.
 *
 * @param {unknown} error
 */
function isMistake(error) {
  return !(error instanceof Error) || !/^\{"code":"E0[1-8]/.test(error.message);
}
