// The command line. It is read, and nearly all of it done, in the addon: starting Node is what a run costs, so this
// file imports the engine and nothing else.

import { engine } from './binding.js';

/**
 * Runs the command line and sets the process's exit code.
 *
 * @param {string[]} args without program and script
 */
export async function runCommandLine(args) {
  try {
    const { cli } = await engine();
    const ended = cli(['jco', ...args]);
    process.exitCode = ended.engine === undefined ? ended.exitCode : await carryOut(JSON.parse(ended.engine));
  } catch (error) {
    const { code = 'E0900', message, place, help } = /** @type {import('./errors.js').Failure} */ (error);
    const lines = [`error[${code}]: ${message}`, place && `  --> ${place}`, help && `  help: ${help}`];
    process.stderr.write(`${lines.filter(Boolean).join('\n')}\n`);
    process.exitCode = 1;
  }
}

/**
 * Does a command that needs a JavaScript engine; each has a file.
 *
 * @param {{ command: string }} request
 * @returns {Promise<number>} the exit code
 */
async function carryOut(request) {
  const { run } = await import(`./commands/${request.command}.js`);
  return run(request);
}
