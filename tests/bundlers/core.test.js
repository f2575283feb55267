import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { parse } from 'jco';

import { run } from '../guests/toolchains/cache.js';
import { makeApp } from './tools.js';

const core = await parse('(module (func (export "one") (result i32) i32.const 1))');

test('core modules are left to webpack, with or without components beside them', async (t) => {
  const app = makeApp(t);
  writeFileSync(join(app, 'core.wasm'), core);
  writeFileSync(join(app, 'both.js'), `
    import { greet } from './library.wasm';
    import { one } from './core.wasm';
    console.log(greet('node'), one());
  `);
  writeFileSync(join(app, 'build.js'), `
    import { webpack as jco } from 'jco/plugin';
    import webpack from 'webpack';
    import { map } from './map.js';
    const configuration = {
      mode: 'development', entry: './both.js', target: 'node', experiments: { asyncWebAssembly: true, outputModule: true },
      output: { path: process.cwd() + '/dist', filename: 'both.js', module: true, chunkFormat: 'module' }, plugins: [jco({ map })],
    };
    webpack(configuration, (error, stats) => {
      if (error || stats.hasErrors()) throw error ?? new Error(stats.toString('errors-only'));
    });
  `);
  await run(process.execPath, ['build.js'], { cwd: app, timeout: 60_000 });
  assert.equal(await run(process.execPath, ['dist/both.js'], { cwd: app }), 'Hello, node (4)! 1\n');
});

test('core modules are left to Vite, whose query asks for their initialization', async (t) => {
  const app = makeApp(t);
  writeFileSync(join(app, 'core.wasm'), core);
  writeFileSync(join(app, 'both.js'), `
    import { greet } from './library.wasm';
    import init from './core.wasm?init';
    export const ready = init().then(({ exports }) => console.log(greet('node'), exports.one()));
  `);
  writeFileSync(join(app, 'build.js'), `
    import { vite } from 'jco/plugin';
    import { createServer } from 'vite';
    import { map } from './map.js';
    const server = await createServer({ logLevel: 'error', plugins: [vite({ map })], appType: 'custom', server: { middlewareMode: true, ws: false } });
    const { ready } = await server.ssrLoadModule('/both.js');
    await ready;
    await server.close();
  `);
  assert.equal(await run(process.execPath, ['build.js'], { cwd: app, timeout: 60_000 }), 'Hello, node (4)! 1\n');
});

test('with instantiation, a component is imported once and instantiated many times', async (t) => {
  const app = makeApp(t);
  writeFileSync(join(app, 'many.js'), `
    import { instantiate } from './library.wasm';
    import { imports } from './library-host.js';
    const [one, two] = [await instantiate(undefined, imports), await instantiate(undefined, imports)];
    new one.accounts.Account('ann');
    console.log(one.accounts.alive(), two.accounts.alive());
  `);
  for (const minify of [false, true]) {
    writeFileSync(join(app, 'build.js'), `
      import { build } from 'esbuild';
      import { esbuild as jco } from 'jco/plugin';
      const plugins = [jco({ instantiation: 'async', base64Cutoff: 0, minify: ${minify} })];
      await build({ entryPoints: ['many.js'], bundle: true, format: 'esm', outdir: 'dist', plugins });
    `);
    await run(process.execPath, ['build.js'], { cwd: app, timeout: 60_000 });
    assert.equal(await run(process.execPath, ['dist/many.js'], { cwd: app }), '1 0\n');
  }
});

test('where unplugin is not installed, the error says how to install it', async () => {
  const script = "import { vite } from 'jco/plugin'; try { vite(); } catch ({ code, help }) { console.log(code, help); }";
  const cwd = new URL('.', import.meta.url).pathname;
  assert.equal(await run(process.execPath, ['--input-type=module', '--eval', script], { cwd }), 'E0610 npm install --save-dev unplugin\n');
});
