// The WIT of WASI 0.2, from the crate wasip2, for tools that want it as files.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { wasip2Folder } from '../../../packages/jco/scripts/write-wit.js';

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
    const text = await readFile(join(wasip2Folder(), 'wit/deps', `${name}.wit`), 'utf8');
    await writeFile(join(folder, 'deps', `${name}.wit`), withVersion(withoutWorlds(text), version));
  }
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
