// Projects of a user who has the packages that some commands want, and jco's command line in them.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cachedTool, repository, run } from '../guests/toolchains/cache.js';

const manifest = fileURLToPath(new URL('./package.json', import.meta.url));

/** The folder whose `node_modules` has the packages. */
export const optional = await cachedTool('optional', [readFileSync(manifest, 'utf8')], async (folder) => {
  copyFileSync(manifest, join(folder, 'package.json'));
  await run('npm', ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', folder]);
});

/** The program. */
export const bin = join(repository, 'packages/jco/bin/jco.js');

/**
 * A project below the packages; it goes when the test ends.
 *
 * @param {{ after(remove: () => void): void }} t
 * @param {Record<string, string | Uint8Array>} files
 */
export function project(t, files) {
  mkdirSync(join(optional, 'projects'), { recursive: true });
  const folder = mkdtempSync(join(optional, 'projects/project-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const all = { 'package.json': '{ "type": "module" }', ...files };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  mkdirSync(join(folder, 'node_modules/@jco'), { recursive: true });
  symlinkSync(join(repository, 'packages/preview2-shim'), join(folder, 'node_modules/@jco/preview2-shim'), 'junction');
  return folder;
}

/** @param {string} name */
export const guest = (name) => readFileSync(join(repository, `tests/guests/built/${name}.wasm`));

/**
 * Runs `jco` to its end.
 *
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export function jco(cwd, ...args) {
  return node(cwd, bin, ...args);
}

/**
 * Runs Node to its end, which has to come within minutes.
 *
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export function node(cwd, ...args) {
  const child = spawn(process.execPath, args, { cwd, timeout: 240_000, env: { ...process.env, NO_COLOR: '1' } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * Of a run that went well, what it printed.
 *
 * @param {Promise<{ code: number | null, stdout: string, stderr: string }>} running
 */
export async function printed(running) {
  const { code, stdout, stderr } = await running;
  if (code !== 0 || stderr !== '') throw new Error(`exit code ${code}\n${stdout}${stderr}`);
  return stdout;
}
