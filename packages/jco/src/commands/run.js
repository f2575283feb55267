// `jco run`: a component in this very process. It is transpiled in memory, its JavaScript made into a function.
// What is loaded here is what every run needs; the rest is imported where it is needed.

import { addonPath } from '../addon.js';
import { engine } from '../binding.js';
import { attempt } from '../errors.js';
import { wasiImports } from '../run/imports.js';
import { openScript } from '../run/script.js';

/**
 * @typedef {import('../run/request.js').RunRequest} RunRequest
 * @typedef {import('../cli.js').Terminal} Terminal
 */

const TIMED_OUT = 124;

/**
 * @param {RunRequest} request
 * @param {Terminal} terminal
 * @returns {Promise<number>} the exit code
 */
export async function run(request, terminal) {
  const started = request.verbose ? performance.now() : 0;
  const app = attempt(() => engine().loadApp(JSON.stringify(request), addonPath));
  if (request.verbose) terminal.complain(`jco: ${request.app} is ${describe(app)}, ${elapsed(started)}`);
  if (request.timeout !== null) limitTime(request.timeout, request.json);
  for (const module of request.imports) await (await import('../run/resolve.js')).importFrom(terminal.folder(), module);
  // Deep enough to show where a trap comes from; by default ten calls are kept.
  Error.stackTraceLimit = 64;
  return app.table === undefined ? runCoreModule(app.bytes, request) : runComponent(app, JSON.parse(app.table), request, terminal);
}

/**
 * @param {Uint8Array} module
 * @param {RunRequest} request
 */
async function runCoreModule(module, request) {
  const { runPreview1 } = await import('../preview1/run.js');
  try {
    return await runPreview1(module, request);
  } catch (error) {
    return (await import('../run/failure.js')).report(error, { request, modules: [module], script: '' });
  }
}

/**
 * @param {import('../binding.js').LoadedApp} app
 * @param {import('../run/script.js').Table} table
 * @param {RunRequest} request
 * @param {Terminal} terminal
 */
async function runComponent(app, table, request, terminal) {
  const script = openScript(app, table);
  const imports = await wasiImports(table.imports, request, terminal);
  const act = await action(app, table, request, terminal);
  try {
    act(await script.instantiate(imports.object));
    return 0;
  } catch (error) {
    if (isExit(error)) return error.code;
    return (await import('../run/failure.js')).report(error, { request, modules: script.modules(), script: script.text });
  } finally {
    imports.close();
  }
}

/**
 * What to do with an instance.
 *
 * @param {import('../binding.js').LoadedApp} app
 * @param {import('../run/script.js').Table} table
 * @param {RunRequest} request
 * @param {Terminal} terminal
 * @returns {Promise<(instance: Record<string, any>) => void>}
 */
async function action(app, table, { invoke }, { print }) {
  if (invoke !== null) return (await import('../run/invoke.js')).invocation(app.bytes, invoke, print);
  return (instance) => instance[/** @type {string} */ (table.run)].run();
}

/**
 * Whether the app has called `wasi:cli/exit`.
 *
 * @param {any} error
 * @returns {error is { code: number }}
 */
function isExit(error) {
  return error?.exitError === true;
}

/**
 * @param {number} milliseconds
 * @param {boolean} json
 */
function limitTime(milliseconds, json) {
  const error = { code: 'E0506', message: `the app has run for ${milliseconds / 1000} s, and was ended` };
  attempt(() => engine().endAfter(milliseconds, JSON.stringify(error), json, TIMED_OUT));
}

/** @param {import('../binding.js').LoadedApp} app */
function describe({ table, isCached }) {
  if (table === undefined) return 'a core module of WASI preview 1, run by a layer over WASI 0.2';
  return isCached ? 'a component, found in the cache' : 'a component, transpiled';
}

/** @param {number} started */
const elapsed = (started) => `${(performance.now() - started).toFixed(1)} ms`;
