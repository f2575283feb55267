// The packages as a user has them: packed, and installed into an empty folder with nothing but their tarballs.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from '../guests/toolchains/cache.js';
import { scratchFolder } from '../runtime/guest.js';

const { hostTarget } = await import('../../packages/jco/scripts/targets.js');

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The name of this platform's native package. */
export const nativeName = `@jco/native-${hostTarget()}`;

/** Makes the tarballs, or takes those of a release, and gives the paths of the ones for this platform. */
export async function packAll() {
  const { JCO_TARBALLS: made } = process.env;
  if (made !== undefined) return readdirSync(made).filter((name) => !name.includes('-native-') || name.includes(hostTarget())).map((name) => join(made, name));
  const folder = scratchFolder();
  const addons = join(folder, 'addons');
  const addon = join(addons, hostTarget(), 'jco.node');
  mkdirSync(join(addon, '..'), { recursive: true });
  copyFileSync(join(root, 'packages/jco/native/jco.node'), addon);
  // A debug build is mostly symbols.
  if (process.platform === 'linux') spawnSync('strip', [addon]);
  const printed = await run(process.execPath, [join(root, 'packages/jco/scripts/pack.js'), join(folder, 'out'), addons]);
  return printed.trim().split('\n');
}

/**
 * An empty project with some tarballs installed.
 *
 * @param {string[]} tarballs
 */
export async function installInto(tarballs) {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'package.json'), '{ "name": "app", "private": true, "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', ...tarballs], { cwd: folder, timeout: 120_000, shell: process.platform === 'win32' });
  return folder;
}
