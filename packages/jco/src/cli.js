// The command line. It is read, and nearly all of it done, in the addon: starting Node is what a run costs, so this
// file imports the addon and nothing else.

import { binding } from './binding.js';

/**
 * Runs the command line and sets the process's exit code.
 *
 * @param {string[]} args without program and script
 */
export async function runCommandLine(args) {
  const { exitCode, engine } = binding.cli(['jco', ...args]);
  process.exitCode = exitCode;
  if (engine !== undefined) {
    const request = JSON.parse(engine);
    const { run } = await import(`./commands/${request.command}.js`);
    process.exitCode = await run(request);
  }
}
