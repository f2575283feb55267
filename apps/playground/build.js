// Builds the playground into dist/, which any static host can serve, below any path.

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import { parse } from 'jco';

import { examples } from './src/examples.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const engine = join(root, 'packages/jco/wasm/jco.wasm.gzip');

/** Where examples come from: text, or guests of tests/guests. @type {Record<string, string>} */
const sources = {
  adder: 'apps/playground/examples/adder.wat',
  tour: 'tests/guests/built/tour.wasm',
  counter: 'tests/fixtures/resources/exported/component.wat',
  composed: 'tests/guests/built/composed.wasm',
  hello: 'tests/guests/built/hello.wasm',
  files: 'tests/guests/built/command.wasm',
};

/**
 * @param {string} [folder] where it is written to
 * @returns {Promise<void>}
 */
export async function buildPlayground(folder = join(here, 'dist')) {
  if (!existsSync(engine)) throw new Error('the engine is missing: `npm run build:wasm --workspace jco` makes it');
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['js', 'wasm', 'examples']) mkdirSync(join(folder, name), { recursive: true });
  await bundle(folder);
  for (const name of ['index.html', 'icon.svg']) copyFileSync(join(here, name), join(folder, name));
  copyFileSync(engine, join(folder, 'wasm/jco.wasm.gzip'));
  for (const { id } of examples) {
    writeFileSync(join(folder, 'examples', `${id}.wasm`), await parse(readFileSync(join(root, sources[id]))));
  }
}

/**
 * Scripts are all in one folder: the engine is found beside it, as it is in the package.
 *
 * @param {string} folder
 */
async function bundle(folder) {
  const options = /** @type {const} */ ({ bundle: true, minify: true, target: 'es2022', logLevel: 'warning' });
  await build({
    ...options,
    entryPoints: {
      app: join(here, 'src/app.js'),
      engine: join(here, 'src/engine/worker.js'),
      runner: join(here, 'src/runner/worker.js'),
    },
    format: 'esm',
    platform: 'browser',
    splitting: true,
    outdir: join(folder, 'js'),
    chunkNames: '[name]-[hash]',
  });
  await build({ ...options, entryPoints: [join(here, 'styles/playground.css')], outfile: join(folder, 'playground.css') });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPlayground();
  console.log('apps/playground/dist');
}
