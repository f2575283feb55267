// A run of a command: an instance of its own, with arguments, an environment, input, and files in memory.

import { instantiate } from 'jco/load';
import { ComponentExit } from '@jco/preview2-shim/cli';
import { memfs } from '@jco/preview2-shim/memfs';

import { absentImports } from '../absent.js';
import { failureOf } from '../failure.js';
import { lineReader } from './input.js';
import { createOutput } from './output.js';

/**
 * @typedef {object} RunRequest
 * @property {string} key the property of the instance that is `wasi:cli/run`
 * @property {string[]} args
 * @property {Record<string, string>} env
 * @property {string} stdin
 * @property {SharedArrayBuffer} [lines] input is typed as it is wanted
 * @property {Record<string, Uint8Array>} files
 *
 * @typedef {object} Ended
 * @property {number} [exitCode] none where it did not end by itself
 * @property {import('../failure.js').Failure} [failure]
 * @property {boolean} isTrap
 * @property {Record<string, Uint8Array>} files as it left them
 * @property {number} hidden bytes of output that were too many
 * @property {number} ms
 */

/**
 * @param {import('jco/load').CompiledComponent} component
 * @param {RunRequest} request
 * @returns {Promise<Ended>}
 */
export async function runCommand(component, { key, args, env, stdin, lines, files }) {
  const output = createOutput();
  const mount = memfs(files, { limit: 2 ** 28 });
  const wasi = {
    args,
    env,
    stdin: lines === undefined ? stdin : lineReader(lines, askForLine),
    stdout: output.sink('stdout'),
    stderr: output.sink('stderr'),
    preopens: { '/': mount },
  };

  function askForLine() {
    output.flush();
    postMessage({ wantsLine: true });
  }

  const start = performance.now();
  const end = await endOf(async () => (await instantiate(component, { imports: absentImports(component.imports), wasi }))[key].run());
  const ms = performance.now() - start;
  output.flush();
  return { ...end, files: mount.files(), hidden: output.hidden(), ms };
}

/**
 * @param {() => Promise<void>} run
 * @returns {Promise<Pick<Ended, 'exitCode' | 'failure' | 'isTrap'>>}
 */
async function endOf(run) {
  try {
    await run();
    return { exitCode: 0, isTrap: false };
  } catch (error) {
    if (error instanceof ComponentExit) return { exitCode: error.code, isTrap: false };
    // The error case of `wasi:cli/run` has no payload: the command itself has said why.
    if (error instanceof Error && Object.hasOwn(error, 'payload')) return { exitCode: 1, isTrap: false };
    return { failure: failureOf(error), isTrap: error instanceof WebAssembly.RuntimeError };
  }
}
