// Builds the engine as WebAssembly, from crates/wasm-binding, into wasm/: jco.js and jco.wasm.gzip for pages, which
// fetch them, and command-line.js and command-line.wasm.br, which have the command line too, for Node where no addon fits.
// JCO_WASM=page, transpile (binaries, and nothing else) or command-line builds that one, as jco.js and jco.wasm.gzip. So
// does JCO_DEV_BUILD=debug, with the command line: for tests, quickly.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

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
const features = { page: 'tools', transpile: 'binary-only', 'command-line': 'command-line' };
const targetFolder = process.env.CARGO_TARGET_DIR ?? join(workspace, 'target');
const wanted = process.env.JCO_WASM ?? (isDebug ? 'command-line' : undefined);

const wcargo = await wasmCargo(target);
const bindgen = cargo('cargo', join(workspace, 'crates/wasm-binding/bindgen'), [
  'build',
  '--locked',
  `--target-dir=${join(targetFolder, 'bindgen')}`,
])('jco-bindgen');

const fresh = join(packageFolder, 'wasm.tmp');
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh);
if (wanted === undefined) {
  compress(build('page', 'jco'));
  compressMore(build('command-line', 'command-line'));
} else if (Object.hasOwn(features, wanted)) {
  compress(build(/** @type {keyof typeof features} */ (wanted), 'jco'));
} else {
  throw new Error(`there is no JCO_WASM=${wanted}`);
}
rmSync(folder, { recursive: true, force: true });
renameSync(fresh, folder);

/**
 * @param {keyof typeof features} contents
 * @param {string} name of the files
 * @returns {string} the path of the WebAssembly
 */
function build(contents, name) {
  const engine = cargo(wcargo, workspace, [
    'build',
    '--package=jco-wasm-binding',
    `--target=${target}`,
    ...profile,
    '--no-default-features',
    `--features=${[features[contents], ...(isDebug ? [] : ['printed-runtime'])]}`,
  ]);
  finish([engine('wasm_binding.wasm'), fresh, name]);
  const glue = join(fresh, `${name}.js`);
  writeFileSync(glue, `// @ts-nocheck\n${readFileSync(glue, 'utf8')}`);
  return join(fresh, `${name}.wasm`);
}

/**
 * For pages, which all have gzip. Not every server compresses what it does not know, so that it is done here.
 *
 * @param {string} path
 */
function compress(path) {
  if (isDebug) writeFileSync(`${path}.gzip`, gzipSync(readFileSync(path), { level: 1 }));
  else finish(['gzip', path, `${path}.gzip`]);
  replaced(path, `${path}.gzip`);
}

/**
 * For Node, which has brotli. Nobody fetches it.
 *
 * @param {string} path
 */
function compressMore(path) {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  replaced(path, `${path}.br`);
}

/**
 * @param {string} path
 * @param {string} compressed
 */
function replaced(path, compressed) {
  console.log(`packages/jco/wasm/${basename(compressed)}: ${statSync(compressed).size} bytes, of ${statSync(path).size}`);
  rmSync(path);
}

/** @param {string[]} args of jco-bindgen */
function finish(args) {
  const { status } = spawnSync(bindgen, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

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
