// Builds the engine as WebAssembly, from crates/wasm-binding, into wasm/: jco.js and jco.wasm.
// JCO_DEV_BUILD=debug builds for tests, quickly. JCO_WASM=page leaves out what is of no use in a page, which is the command
// line; JCO_WASM=transpile leaves out all but `transpile`, and components as text.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { wasmCargo } from '../../../scripts/wasm-cargo.js';

const isDebug = process.env.JCO_DEV_BUILD === 'debug';
const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const workspace = dirname(dirname(packageFolder));
const folder = join(packageFolder, 'wasm');
const target = 'wasm32-unknown-unknown';

// Debug builds are for tests: with what they need of optimization to be small enough to load, and no more.
const profile = isDebug
  ? ['--config=profile.dev.opt-level=1', '--config=profile.dev.debug=false']
  : ['--profile=wasm'];
const contents = { page: ['tools'], transpile: ['binary-only'] }[process.env.JCO_WASM ?? ''] ?? ['command-line'];
const features = [...contents, ...(isDebug ? [] : ['printed-runtime'])];
const targetFolder = process.env.CARGO_TARGET_DIR ?? join(workspace, 'target');

const engine = cargo(await wasmCargo(target), workspace, [
  'build',
  '--package=jco-wasm-binding',
  `--target=${target}`,
  ...profile,
  '--no-default-features',
  `--features=${features}`,
]);
const bindgen = cargo('cargo', join(workspace, 'crates/wasm-binding/bindgen'), [
  'build',
  '--locked',
  `--target-dir=${join(targetFolder, 'bindgen')}`,
]);

const fresh = join(packageFolder, 'wasm.tmp');
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh);
const bound = spawnSync(bindgen('jco-bindgen'), [engine('wasm_binding.wasm'), fresh, 'jco'], { stdio: 'inherit' });
if (bound.status !== 0) process.exit(bound.status ?? 1);
const glue = join(fresh, 'jco.js');
writeFileSync(glue, `// @ts-nocheck\n${readFileSync(glue, 'utf8')}`);
rmSync(folder, { recursive: true, force: true });
renameSync(fresh, folder);
const { length } = readFileSync(join(folder, 'jco.wasm'));
console.log(`packages/jco/wasm/jco.wasm: ${length} bytes`);

/**
 * Runs cargo, and tells where it has put what it made.
 *
 * @param {string} program
 * @param {string} cwd
 * @param {string[]} args
 * @returns {(name: string) => string}
 */
function cargo(program, cwd, args) {
  const run = spawnSync(program, [...args, '--message-format=json-render-diagnostics'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.error) throw run.error;
  if (run.status !== 0) process.exit(run.status ?? 1);
  const artifacts = run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const files = artifacts.flatMap(({ filenames = [] }) => filenames);
  return (name) => {
    const file = files.find((/** @type {string} */ path) => path.endsWith(`/${name}`) || path.endsWith(`\\${name}`));
    if (file === undefined) throw new Error(`cargo built no ${name}`);
    return file;
  };
}
