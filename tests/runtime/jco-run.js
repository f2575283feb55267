// Runs `jco run` as a user does, with a cache of its own.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { scratchFolder } from './guest.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

export const bin = join(repository, 'packages/jco/bin/jco.js');

/** The path of a built guest. @param {string} name */
export const guest = (name) => join(repository, 'tests/guests/built', `${name}.wasm`);

/** Where this process's runs keep what they make. */
export const cache = scratchFolder();

/** The environment of a run. @param {Record<string, string>} [env] */
export const environment = (env = {}) => ({ ...process.env, JCO_CACHE: cache, ...env });

/**
 * Starts a run that goes on while the test does something to it.
 *
 * @param {string[]} args what follows `jco run`
 * @param {{ env?: Record<string, string>, cwd?: string }} [given]
 */
export function start(args, { env, cwd } = {}) {
  const child = spawn(process.execPath, [bin, 'run', ...args], { env: environment(env), cwd, stdio: 'pipe' });
  // A run that does not read its input closes it.
  child.stdin.on('error', () => {});
  return child;
}

/**
 * Runs to the end.
 *
 * @param {string[]} args what follows `jco run`
 * @param {{ stdin?: string | Uint8Array, env?: Record<string, string>, cwd?: string }} [given]
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, stderr: string }>}
 */
export function jcoRun(args, { stdin = '', ...given } = {}) {
  const child = start(args, given);
  child.stdin.end(stdin);
  return ended(child);
}

/**
 * What a run has left.
 *
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} child
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, stderr: string }>}
 */
export function ended(child) {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
