// Where downloaded and compiled tools live: `.cache` at the top of the repository, which git ignores.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const repository = fileURLToPath(new URL('../../../', import.meta.url));

const cache = join(repository, '.cache');

/**
 * The folder of a tool, filled by `install` when it is absent or was filled from other inputs.
 *
 * @param {string} name the folder's name below the cache
 * @param {string[]} inputs what the content depends on: versions, the text of lock files
 * @param {(folder: string) => Promise<void>} install fills the empty folder; its path is final
 * @returns {Promise<string>}
 */
export async function cachedTool(name, inputs, install) {
  const folder = join(cache, name);
  const stamp = join(folder, '.inputs');
  const digest = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === digest) return folder;
  console.log(`${name}: installing into .cache/${name}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install(folder);
  await writeFile(`${stamp}.part`, digest);
  await rename(`${stamp}.part`, stamp);
  return folder;
}

/**
 * Runs a program to its end. What it prints is shown only if it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options]
 * @returns {Promise<string>} its standard output
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 1 << 28, ...options }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}${error.message}`, { cause: error }));
    });
  });
}
