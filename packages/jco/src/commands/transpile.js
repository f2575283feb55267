// The parts of `jco transpile` that are not the engine's: wasm-opt before, wasm2js after, and all of it again when the
// component changes. What they make is handed to the command line, which then does the rest.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { engine } from '../binding.js';
import { apart } from '../core-js/apart.js';
import { attempt, failureOf } from '../errors.js';
import { readBinary, withFolder } from '../tools/files.js';
import { withProgress } from '../tools/progress.js';

/**
 * @typedef {object} TranspileRequest
 * @property {string} component
 * @property {string} name of the output
 * @property {boolean} optimize
 * @property {boolean} js
 * @property {boolean} watch
 * @property {boolean} json
 * @property {string | null} wasmOptBin
 * @property {string[]} wasmOptArgs
 */

/**
 * @param {TranspileRequest} request
 * @param {import('../cli.js').Terminal} terminal
 * @returns {Promise<number>} the exit code
 */
export async function run(request, terminal) {
  if (!request.watch) return once(request, terminal);
  const { watch } = await import('../watch.js');
  const end = new AbortController();
  void terminal.signalled().then(() => end.abort());
  const work = async () => {
    await once(request, terminal).catch((error) => engine().tell(JSON.stringify(failureOf(error)), request.json));
    terminal.complain(`Watching ${request.component}`);
  };
  const changed = watch(request.component);
  do await work();
  while (await changed(end.signal));
  return 0;
}

/**
 * @param {TranspileRequest} request
 * @param {import('../cli.js').Terminal} terminal
 */
async function once(request, terminal) {
  if (!request.optimize && !request.js) return commandLine(terminal, []);
  return withFolder(async (folder) => {
    const binary = await optimized(request, terminal);
    const component = join(folder, 'component.wasm');
    writeFileSync(component, binary);
    const options = ['--prepared', component];
    if (request.js) options.push('--prepared-js', await script(request, binary, join(folder, 'core.js'), terminal));
    return commandLine(terminal, options);
  });
}

/**
 * The command line once more, with options that say what has been done.
 *
 * @param {import('../cli.js').Terminal} terminal
 * @param {string[]} options
 */
function commandLine({ args }, options) {
  const at = args.indexOf('transpile') + 1;
  return engine().cli(['jco', ...args.slice(0, at), '--once', ...options, ...args.slice(at)]).exitCode;
}

/**
 * @param {TranspileRequest} request
 * @param {import('../cli.js').Terminal} terminal
 */
async function optimized(request, terminal) {
  const binary = readBinary(request.component);
  if (!request.optimize) return binary;
  const { optimize } = await import('../opt/optimize.js');
  const work = () => optimize(binary, { ...request, folder: terminal.folder() });
  return (await withProgress(`Optimising ${request.component}`, terminal, work)).component;
}

/**
 * @param {TranspileRequest} request
 * @param {Uint8Array} binary
 * @param {string} path where to write what goes into `<name>.core.js`
 * @param {import('../cli.js').Terminal} terminal
 */
async function script({ name, component }, binary, path, terminal) {
  const { coreScript } = await import('../core-js/convert.js');
  const options = { name, js: true, emitTypescriptDeclarations: false };
  const { files } = attempt(() => engine().transpile(binary, JSON.stringify(options)));
  const work = () => coreScript(apart(files).modules, terminal.folder());
  writeFileSync(path, await withProgress(`Turning ${component} into JavaScript`, terminal, work));
  return path;
}
