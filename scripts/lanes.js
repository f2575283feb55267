// Programs that run beside each other, which `npm test` is made of. One lane's output goes where ours goes; that of the
// other comes piece by piece, each when its program has ended.

import { spawn } from 'node:child_process';

import { PATIENCE, root } from './steps.js';

/** @typedef {(program: string, args: string[], env?: Record<string, string>) => Promise<boolean>} Run tells whether it succeeded */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** @type {Run} */
export async function shown(program, args, env) {
  console.log(`\n> ${commandLine(program, args)}`);
  return ended(started(program, args, env, 'inherit'));
}

/** @type {Run} */
export async function collected(program, args, env) {
  const child = started(program, args, env, 'pipe');
  /** @type {Buffer[]} */
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => printed.push(bytes));
  const isWell = await ended(child);
  process.stdout.write(`\n> ${commandLine(program, args)}\n${Buffer.concat(printed)}`);
  return isWell;
}

/**
 * Runs a program that all that follows needs.
 *
 * @param {Promise<boolean>} running
 */
export async function needed(running) {
  if (!(await running)) process.exit(1);
}

/** @param {string} program @param {string[]} args */
const commandLine = (program, args) => [program.replace(root, ''), ...args].join(' ');

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env] on top of ours
 * @param {'inherit' | 'pipe'} output
 */
function started(program, args, env, output) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  running.add(child);
  return child;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<boolean>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(String(error));
      resolve(false);
    });
    child.on('close', (code) => {
      running.delete(child);
      resolve(code === 0);
    });
  });
}
