// Builds the addon with cargo and puts it, the shim as one file, and then the WASI preview 1 adapters in the addon into
// native/, and the WIT of WASI into wit/. JCO_DEV_BUILD=debug builds without optimization, and leaves the shim as it is.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundleShim } from './bundle-shim.js';
import { writeWit } from './write-wit.js';

const profile = process.env.JCO_DEV_BUILD === 'debug' ? 'debug' : 'release';
const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const workspace = dirname(dirname(packageFolder));
const native = join(packageFolder, 'native');
const libraries = { linux: 'libnode_binding.so', darwin: 'libnode_binding.dylib', win32: 'node_binding.dll' };

const cargo = spawnSync(
  'cargo',
  [
    'build',
    '--package=jco-node-binding',
    '--message-format=json-render-diagnostics',
    ...(profile === 'release' ? ['--release', '--features=printed-runtime'] : []),
  ],
  { cwd: workspace, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 1 << 28 },
);
if (cargo.error) throw cargo.error;
if (cargo.status !== 0) process.exit(cargo.status ?? 1);

mkdirSync(native, { recursive: true });
const addon = join(native, 'jco.node');
// A running process keeps the file it has loaded.
copyFileSync(builtLibrary(cargo.stdout), `${addon}.tmp`);
renameSync(`${addon}.tmp`, addon);

// While the shim is worked on, it is run as it is.
for (const bundle of ['shim.cjs', 'network.cjs', 'preview1.cjs']) rmSync(join(native, bundle), { force: true });
if (profile === 'release') await bundleShim().catch(tellWithoutBundle);
await import('./write-adapters.js');
writeWit();

/**
 * Everything works without the bundle, if slower.
 *
 * @param {NodeJS.ErrnoException} error
 */
function tellWithoutBundle(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('esbuild is not installed, so that `jco run` will load the shim module by module: npm install');
}

/**
 * Where cargo says it has put the library.
 *
 * @param {string} messages a JSON object a line
 * @returns {string}
 */
function builtLibrary(messages) {
  const name = libraries[/** @type {keyof typeof libraries} */ (process.platform)];
  const artifacts = messages.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const files = artifacts.flatMap(({ filenames = [] }) => filenames);
  const library = files.find((/** @type {string} */ file) => file.endsWith(name));
  if (library === undefined) throw new Error(`cargo built no ${name}`);
  return library;
}
