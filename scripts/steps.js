// What the commands of package.json are made of: programs, run one after the other.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The native addon, as packages/jco looks for it. */
export const addon = join(root, 'packages/jco/native/jco.node');

/** After how many milliseconds a program is killed: none takes so long, and one that hangs must not hold up the others. */
export const PATIENCE = 25 * 60_000;

/**
 * Runs a program in the root folder, its output going where ours goes.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env] on top of ours
 * @returns {boolean} whether it succeeded
 */
export function run(program, args, env = {}) {
  console.log(`\n> ${[program.replace(root, ''), ...args].join(' ')}`);
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  if (error) console.error(String(error));
  return status === 0;
}

/**
 * Runs a program that all that follows needs.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function need(program, args, env) {
  if (!run(program, args, env)) process.exit(1);
}

/** Installs what npm has to install. */
export function install() {
  if (!existsSync(join(root, 'node_modules/jco'))) need('npm', ['install', '--no-audit', '--no-fund']);
}

/** Builds the addon without optimization, which is quick, unless cargo finds it up to date. */
export function buildAddon() {
  need(process.execPath, ['packages/jco/scripts/build-native.js'], { JCO_DEV_BUILD: 'debug' });
}
