// The bundlers and the browser's driver, installed into `.cache/bundlers`, and applications that have them.

import { cpSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cachedTool, run } from '../guests/toolchains/cache.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const manifest = readFileSync(join(here, 'package.json'), 'utf8');

/** The folder whose `node_modules` has the bundlers. */
export const bundlers = await cachedTool('bundlers', [manifest], async (folder) => {
  copyFileSync(join(here, 'package.json'), join(folder, 'package.json'));
  await run('npm', ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', folder]);
});

/**
 * An application that imports the library, in a folder that goes when the test ends.
 *
 * @param {{ after(remove: () => void): void }} t
 * @returns {string}
 */
export function makeApp(t) {
  mkdirSync(join(bundlers, 'apps'), { recursive: true });
  const folder = mkdtempSync(join(bundlers, 'apps/app-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  cpSync(join(here, 'app'), folder, { recursive: true });
  cpSync(join(here, 'builds'), folder, { recursive: true });
  copyFileSync(join(here, '../guests/built/library.wasm'), join(folder, 'library.wasm'));
  copyFileSync(join(here, '../runtime/library-host.js'), join(folder, 'library-host.js'));
  mkdirSync(join(folder, 'node_modules'));
  return folder;
}

/** The path of Bun, which npm installs without its launcher. */
export function bunPath() {
  const require = createRequire(join(bundlers, 'package.json'));
  return require.resolve(`@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}/bin/bun`);
}
