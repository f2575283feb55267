// The engine as WebAssembly, from crates/wasm-binding: its functions as those of the addon.

// @ts-ignore: scripts/build-wasm.js writes it.
import * as built from '../wasm/jco.js';
import { JcoError, shownFailure } from './errors.js';

/** @type {Record<string, any>} */
const glue = built;

/** @typedef {import('./binding.js').Binding} Binding */
/** @typedef {import('./binding-host.js').Host} Host */

/**
 * @param {WebAssembly.Module} module
 * @param {Host} [host] files and standard streams, where there are any
 * @param {JcoError} [reason] why it is not the addon, which was looked for
 * @returns {Promise<Binding>}
 */
export async function startEngine(module, host, reason) {
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

  const [cli, componentEmbed, metadataAdd] = ['cli', 'componentEmbed', 'metadataAdd'].map(guarded);
  return {
    cli(args) {
      const ended = cli(args, host);
      const command = ended.engine === undefined ? undefined : JSON.parse(ended.engine).command;
      if (command === 'run' || command === 'serve') throw absent(`jco ${command}`, reason);
      return ended;
    },
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
    adapter: guarded('adapter'),
    loadApp: guarded('loadApp'),
    readCall: guarded('readCall'),
    showResult: guarded('showResult'),
    backtrace: guarded('backtrace'),
    excerpt: guarded('excerpt'),
    tell: (error, json) => host?.writeOutput(2, new TextEncoder().encode(shownFailure(JSON.parse(error), json))),
    endAfter: guarded('endAfter'),
    setTimes: guarded('setTimes'),
  };
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
    help: 'to run components takes the native engine; builds for pages have no command line, and the smallest transpiles only',
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
