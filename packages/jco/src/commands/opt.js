// `jco opt`.

import { optimize } from '../opt/optimize.js';
import { humanSize, readBinary, writeOutput } from '../tools/files.js';
import { withProgress } from '../tools/progress.js';

/**
 * @typedef {object} OptRequest
 * @property {string} component
 * @property {string} output
 * @property {boolean} asyncify
 * @property {boolean} quiet
 * @property {boolean} json
 * @property {string | null} wasmOptBin
 * @property {string[]} wasmOptArgs
 */

/**
 * @param {OptRequest} request
 * @param {import('../cli.js').Terminal} terminal
 * @returns {Promise<number>} the exit code
 */
export async function run(request, terminal) {
  const binary = readBinary(request.component);
  const work = () => optimize(binary, { ...request, folder: terminal.folder() });
  const { component, sizes } = await withProgress(`Optimising ${request.component}`, terminal, work);
  writeOutput(request.output, component);
  if (request.output !== '-' && (request.json || !request.quiet)) terminal.print(summary(request, binary, component, sizes));
  return 0;
}

/**
 * @param {OptRequest} request
 * @param {Uint8Array} before
 * @param {Uint8Array} after
 * @param {{ before: number, after: number }[]} modules
 */
function summary({ output, json }, before, after, modules) {
  if (json) return JSON.stringify({ path: output, before: before.length, after: after.length, modules });
  const row = (/** @type {string} */ name, /** @type {number} */ from, /** @type {number} */ to) =>
    `  ${name}  ${humanSize(from)} -> ${humanSize(to)}  (${Math.round((to / from) * 100)} %)`;
  const rows = modules.map((module, index) => row(`core module ${index}`, module.before, module.after));
  return ['Optimised:', '', ...rows, row(output, before.length, after.length), ''].join('\n');
}
