// Applications whose node_modules has what they installed and nothing else.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { run } from '../guests/toolchains/cache.js';
import { scratchFolder } from '../runtime/guest.js';
import { bunPath, bundlers } from './tools.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @type {Record<string, string>} */
const builds = {
  esbuild: `
    import { build } from 'esbuild';
    import { esbuild as jco } from 'jco/plugin';
    await build({ entryPoints: ['main.js'], bundle: true, format: 'esm', platform: 'node', outdir: 'dist', plugins: [jco()] });`,
  webpack: `
    import { webpack as jco } from 'jco/plugin';
    import webpack from 'webpack';
    const output = { path: process.cwd() + '/dist', filename: 'main.js', module: true, chunkFormat: 'module' };
    const options = { mode: 'development', entry: './main.js', target: 'node', experiments: { outputModule: true }, output, plugins: [jco()] };
    webpack(options, (error, stats) => {
      if (error || stats.hasErrors()) throw error ?? new Error(stats.toString('errors-only'));
    });`,
  vite: `
    import { vite as jco } from 'jco/plugin';
    import { build } from 'vite';
    await build({ logLevel: 'warn', plugins: [jco()], ssr: { noExternal: true }, build: { ssr: 'main.js' } });`,
  bun: `
    import { bun as jco } from 'jco/plugin';
    await Bun.build({ entrypoints: ['main.js'], target: 'node', outdir: 'dist', plugins: [jco()] });`,
};

for (const [bundler, script] of Object.entries(builds)) {
  test(`${bundler} finds the shim of jco for a component that uses WASI`, async () => {
    const app = scratchFolder();
    mkdirSync(join(app, 'node_modules'));
    symlinkSync(here('../../packages/jco'), join(app, 'node_modules/jco'));
    for (const name of ['unplugin', 'esbuild', 'vite', 'webpack']) symlinkSync(join(bundlers, 'node_modules', name), join(app, 'node_modules', name));
    copyFileSync(here('../guests/built/hello.wasm'), join(app, 'hello.wasm'));
    writeFileSync(join(app, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(app, 'main.js'), "import { run } from './hello.wasm';\nrun.run();\n");
    writeFileSync(join(app, 'build.js'), script);
    await run(bundler === 'bun' ? bunPath() : process.execPath, ['build.js'], { cwd: app, timeout: 60_000 });
    assert.equal(await run(process.execPath, ['dist/main.js'], { cwd: app, timeout: 60_000 }), 'hello\n');
  });
}
