// The WIT of WASI 0.2, from the crate wasip2, for tools that want it as files.

import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { repository } from './cache.js';

/**
 * Writes packages into `folder`/deps, under another patch version if need be: the interfaces are the same.
 *
 * @param {string} folder
 * @param {string[]} packages
 * @param {string} version
 */
export async function writeWasiWit(folder, packages, version) {
  await mkdir(join(folder, 'deps'), { recursive: true });
  for (const name of packages) {
    const text = await readFile(join(crateFolder(), 'wit/deps', `${name}.wit`), 'utf8');
    await writeFile(join(folder, 'deps', `${name}.wit`), withVersion(withoutWorlds(text), version));
  }
}

function crateFolder() {
  const args = ['metadata', '--format-version', '1', '--locked', '--manifest-path', join(repository, 'tests/guests/Cargo.toml')];
  const said = execFileSync('cargo', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  /** @type {{ packages: { name: string, manifest_path: string }[] }} */
  const { packages } = JSON.parse(said);
  const crate = packages.find(({ name }) => name === 'wasip2');
  if (crate === undefined) throw new Error('the guests do not use the crate wasip2');
  return dirname(crate.manifest_path);
}

/**
 * Worlds of a package name packages that need not be there.
 *
 * @param {string} text
 */
const withoutWorlds = (text) => text.replace(/^(\/\/\/.*\n|@.*\n)*world [\w-]+ \{\n([ \t].*\n|\n)*\}\n/gm, '');

/**
 * @param {string} text
 * @param {string} version
 */
const withVersion = (text, version) =>
  text.replace(/@0\.2\.\d+/g, `@${version}`).replace(/since\(version = 0\.2\.\d+\)/g, 'since(version = 0.2.0)');
