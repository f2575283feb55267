// One script in a process of its own, so that neither an abort nor an endless loop takes the others along:
//
//   node script.js WASM_TOOLS FILE.wast
//
// sends the parent the list of commands, then the outcome of each.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from './commands.js';
import { Session } from './session.js';

/**
 * @typedef {{ commands: import('./commands.js').Command[] } | { outcome: import('./commands.js').Outcome }} Message
 */

const [wasmTools, script] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'wast-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** @type {(outcome: import('./commands.js').Outcome) => void} ends the wait for the command under way */
let giveUp = () => {};
// The process would end while a command waits for what nothing can bring about any more. The timer keeps it alive for
// the commands that follow.
process.on('beforeExit', () => setImmediate(() => giveUp({ status: 'failed', detail: 'it waits for nothing' })));

const commands = split(script);
send({ commands });
const session = new Session(folder);
for (const command of commands) {
  const stuck = new Promise((resolve) => (giveUp = resolve));
  send({ outcome: await Promise.race([runCommand(session, command), stuck]) });
}
process.disconnect();

/**
 * Writes the script's modules into the folder.
 *
 * @param {string} path
 * @returns {import('./commands.js').Command[]}
 */
function split(path) {
  const json = join(folder, 'script.json');
  execFileSync(wasmTools, ['json-from-wast', path, '-o', json, '--wasm-dir', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  return JSON.parse(readFileSync(json, 'utf8')).commands;
}

/** @param {Message} message */
function send(message) {
  /** @type {NonNullable<typeof process.send>} */ (process.send)(message);
}
