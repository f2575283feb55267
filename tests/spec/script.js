// One script in a process of its own, so that neither an abort nor an endless loop takes the others along:
//
//   node script.js WASM_TOOLS FILE.wast FOLDER
//
// splits the script into the folder, and sends the parent the list of commands, then the outcome of each.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runCommand } from './commands.js';
import { Session } from './session.js';

/**
 * @typedef {{ commands: import('./commands.js').Command[] } | { outcome: import('./commands.js').Outcome }} Message
 */

const [wasmTools, script, folder] = process.argv.slice(2);

/** @typedef {import('./commands.js').Outcome} Outcome */

/** @type {(outcome: Outcome) => void} ends the wait for the command under way */
let giveUp = () => {};
// The process would end while a command waits for what nothing can bring about any more. The timer keeps it alive for
// the commands that follow.
process.on('beforeExit', () => setImmediate(() => giveUp({ status: 'failed', detail: 'it waits for nothing' })));

const commands = split(script);
await send({ commands });
const session = new Session(folder);
for (const command of commands) {
  const stuck = new Promise((/** @type {(outcome: Outcome) => void} */ resolve) => (giveUp = resolve));
  await send({ outcome: await Promise.race([runCommand(session, command), stuck]) });
}
// Whatever still runs is of no interest.
process.exit();

/**
 * Writes the script's modules into the folder.
 *
 * @param {string} path
 * @returns {import('./commands.js').Command[]}
 */
function split(path) {
  const json = join(folder, 'script.json');
  const { status, stderr } = spawnSync(wasmTools, ['json-from-wast', path, '-o', json, '--wasm-dir', folder]);
  if (status !== 0) {
    console.error(String(stderr));
    process.exit(1);
  }
  return JSON.parse(readFileSync(json, 'utf8')).commands;
}

/**
 * @param {Message} message
 * @returns {Promise<void>}
 */
function send(message) {
  return new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}
