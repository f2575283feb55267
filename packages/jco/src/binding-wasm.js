// The engine as WebAssembly, from crates/wasm-binding: its functions as those of the addon.

import { JcoError, shownFailure } from './errors.js';

/** @typedef {import('./binding.js').Binding} Binding */
/** @typedef {import('./binding-host.js').Host} Host */

/**
 * @param {Record<string, any>} glue what scripts/build-wasm.js has written beside the module
 * @param {WebAssembly.Module} module
 * @param {Host} [host] files and standard streams, where there are any
 * @param {JcoError} [reason] why it is not the addon, which was looked for
 * @returns {Promise<Binding>}
 */
export async function startEngine(glue, module, host, reason) {
  await glue.default({ module_or_path: module });
  if (host !== undefined) glue.lendDisk?.(host);

  /**
   * A function of the engine. One that has trapped is not to be trusted: another takes its place.
   *
   * @param {string} name
   * @returns {any}
   */
  const guarded = (name) => (/** @type {unknown[]} */ ...args) => {
    if (glue[name] === undefined) throw absent(name, reason);
    try {
      return glue[name](...args);
    } catch (error) {
      if (isMistake(error)) {
        glue.__wbg_reset_state();
        if (host !== undefined) glue.lendDisk?.(host);
      }
      throw error;
    }
  };

  const [cli, componentEmbed, loadApp, metadataAdd] = ['cli', 'componentEmbed', 'loadApp', 'metadataAdd'].map(guarded);
  return {
    cli: (args) => cli(args, host),
    transpile: guarded('transpile'),
    types: guarded('types'),
    stub: guarded('stub'),
    skeleton: guarded('skeleton'),
    parse: guarded('parse'),
    print: guarded('print'),
    wit: guarded('wit'),
    componentNew: guarded('componentNew'),
    componentEmbed: (core, wit, encoding, metadata) => componentEmbed(core, wit, encoding, metadata.flat()),
    describe: guarded('describe'),
    metadataShow: guarded('metadataShow'),
    metadataAdd: (wasm, additions) => metadataAdd(wasm, additions.flat()),
    adapter: (kind) => host?.adapter(kind),
    loadApp: (request) => loadApp(request, host),
    readCall: guarded('readCall'),
    showResult: guarded('showResult'),
    backtrace: callsOfModules,
    excerpt: guarded('excerpt'),
    tell: (error, json) => host?.writeOutput(2, new TextEncoder().encode(shownFailure(JSON.parse(error), json))),
    endAfter: (milliseconds, error, json, exitCode) => host?.endAfter(milliseconds, shownFailure(JSON.parse(error), json), exitCode),
  };
}

/**
 * The calls of a stack that are of core modules, as the engine writes them. The addon finds their sources, too.
 *
 * @param {string} stack
 */
function callsOfModules(stack) {
  return stack.split('\n').filter((line) => /wasm(-function\[|:\/\/)/.test(line)).join('\n');
}

/**
 * @param {string} name
 * @param {JcoError} [reason]
 */
function absent(name, reason) {
  if (reason !== undefined) {
    const { message, place, help } = reason;
    return new JcoError({ code: 'E0404', message: `${name} needs the native engine: ${message}`, place, help });
  }
  return new JcoError({
    code: 'E0404',
    message: `this build of the engine cannot do this: ${name}`,
    help: 'builds for pages have no command line, and the smallest transpiles only',
  });
}

/**
 * Whether an error is not about the input: a trap, or a panic that was told of.
 *
 * @param {unknown} error
 */
function isMistake(error) {
  return !(error instanceof Error) || !/^\{"code":"E0[1-8]/.test(error.message);
}
