// The command line. It is read, and nearly all of it done, in the addon: starting Node is what a run costs, so this
// file imports the engine, with its errors, and nothing else.

import { engine, loadEngine } from './binding.js';
import { failureOf, shownFailure } from './errors.js';

/**
 * Runs the command line and sets the process's exit code.
 *
 * @param {string[]} args without program and script
 */
export async function runCommandLine(args) {
  terminal.args = args;
  try {
    const { cli } = await loadEngine();
    const ended = cli(['jco', ...args]);
    process.exitCode = ended.engine === undefined ? ended.exitCode : await carryOut(JSON.parse(ended.engine));
  } catch (error) {
    process.stderr.write(shownFailure(failureOf(error), false));
    process.exitCode = 1;
  }
}

/**
 * What commands know of the process.
 *
 * @typedef {typeof terminal} Terminal
 */
const terminal = {
  /** The command line. @type {string[]} */
  args: [],
  print: (/** @type {string} */ text) => console.log(text),
  complain: (/** @type {string} */ text) => console.error(text),
  /** On standard error, and no line of its own. */
  draw: (/** @type {string} */ text) => void process.stderr.write(text),
  /** Whether somebody sees standard error. */
  isShown: () => process.stderr.isTTY === true,
  exit: (/** @type {number} */ code) => process.exit(code),
  folder: () => process.cwd(),
  /** Kept when the process is asked to end. */
  signalled: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
    }),
};

/**
 * Does a command that needs a JavaScript engine; each has a file.
 *
 * @param {{ command: string, json: boolean }} request
 * @returns {Promise<number>} the exit code
 */
async function carryOut(request) {
  const { run } = await import(`./commands/${request.command}.js`);
  try {
    return await run(request, terminal);
  } catch (error) {
    engine().tell(JSON.stringify(failureOf(error)), request.json);
    return 1;
  }
}
