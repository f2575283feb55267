// One program of the suite through `jco run`, in a process and a folder of its own.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./programs.js').Program} Program */

const jco = fileURLToPath(new URL('../../packages/jco/bin/jco.js', import.meta.url));

const TIMEOUT = 30_000;

/**
 * @param {Program} program
 * @returns {Promise<string | undefined>} in what it differs from what it must come to
 */
export async function run(program) {
  // Programs change their root, and leave things behind where they fail.
  const root = program.root === undefined ? undefined : mkdtempSync(join(tmpdir(), 'wasi-testsuite-'));
  try {
    if (root !== undefined) cpSync(/** @type {string} */ (program.root), root, { recursive: true });
    return difference(program, await spawned(command(program, root)));
  } finally {
    if (root !== undefined) rmSync(root, { recursive: true, force: true });
  }
}

/**
 * @param {Program} program
 * @param {string | undefined} root
 */
function command({ path, args, env }, root) {
  const dirs = root === undefined ? [] : ['--dir', `${root}::/`];
  const variables = env.flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  return [jco, 'run', ...dirs, ...variables, path, ...args];
}

/**
 * Standard input stays open and empty.
 *
 * @param {string[]} args
 * @returns {Promise<{ code: number | string | null, stdout: string, stderr: string }>}
 */
function spawned(args) {
  const child = spawn(process.execPath, args, { stdio: 'pipe', timeout: TIMEOUT, killSignal: 'SIGKILL' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal, stdout, stderr }));
  });
}

/**
 * @param {Program} program
 * @param {Awaited<ReturnType<typeof spawned>>} outcome
 */
function difference(program, { code, stdout, stderr }) {
  if (code !== program.exitCode) return `exit code ${code}, not ${program.exitCode}\n${stderr}`;
  if (program.stdout !== undefined && stdout !== program.stdout) return `printed ${JSON.stringify(stdout)}`;
  if (program.stderr !== undefined && stderr !== program.stderr) return `complained ${JSON.stringify(stderr)}`;
  return undefined;
}
