// Finds the scripts below folders and runs each in its own process.

import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { wasmTools } from '../guests/toolchains/wasm-tools.js';

/**
 * @typedef {import('./commands.js').Command} Command
 * @typedef {import('./commands.js').Outcome} Outcome
 * @typedef {object} Claim a command and what came of it
 * @property {string} file
 * @property {number} line
 * @property {string} type
 * @property {string} [text]
 * @property {Outcome} outcome
 */

const child = fileURLToPath(new URL('./script.js', import.meta.url));
const timeout = 30_000;
const processes = 2;

/**
 * @param {string} path a folder or a script
 * @returns {string[]} the scripts below it, sorted
 */
export function findScripts(path) {
  if (statSync(path).isFile()) return path.endsWith('.wast') ? [path] : [];
  return readdirSync(path).sort().flatMap((name) => findScripts(join(path, name)));
}

/**
 * @param {string[]} scripts
 * @param {(claims: Claim[]) => void} done called with each script's, in any order
 */
export async function runScripts(scripts, done) {
  const tools = await wasmTools();
  const queue = [...scripts];
  const worker = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) done(await runScript(tools, file));
  };
  await Promise.all(Array.from({ length: processes }, worker));
}

/**
 * @param {string} tools the path of wasm-tools
 * @param {string} file
 * @returns {Promise<Claim[]>}
 */
function runScript(tools, file) {
  return new Promise((resolve) => {
    /** @type {Command[] | undefined} */
    let commands;
    /** @type {Outcome[]} */
    const outcomes = [];
    let stderr = '';
    const folder = mkdtempSync(join(tmpdir(), 'wast-'));
    const script = fork(child, [tools, file, folder], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const timer = setTimeout(() => script.kill('SIGKILL'), timeout);
    script.stderr?.on('data', (data) => (stderr += data));
    script.on('message', (/** @type {import('./script.js').Message} */ message) => {
      if ('commands' in message) commands = message.commands;
      else outcomes.push(message.outcome);
    });
    script.on('close', (code, signal) => {
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
      const late = signal === 'SIGKILL' ? `no answer after ${timeout / 1000} s` : undefined;
      const end = `${late ?? `the process ended with ${signal ?? code}`}\n${stderr}`;
      resolve(claimsOf(file, commands, outcomes, end));
    });
  });
}

/**
 * @param {string} file
 * @param {Command[] | undefined} commands undefined when the script could not be read
 * @param {Outcome[]} outcomes of the first commands; the process ended in the one after them
 * @param {string} end how the process ended
 * @returns {Claim[]}
 */
function claimsOf(file, commands, outcomes, end) {
  if (commands === undefined) {
    return [{ file, line: 1, type: 'script', outcome: { status: 'failed', detail: end } }];
  }
  return commands.map(({ line, type, text }, index) => {
    const outcome = outcomes[index] ?? { status: index === outcomes.length ? 'failed' : 'blocked', detail: end };
    return { file, line, type, text, outcome };
  });
}
