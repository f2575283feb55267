// Builds that watch: a component that changes is built again.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

import { makeApp } from './tools.js';

// Each prints the greeting in the JavaScript of its output, which has the core modules in it, after every build.
const say = `
  import { readFileSync } from 'node:fs';
  const say = () => console.log(/Hello, |Salve, /.exec(atob(readFileSync('dist/main.js', 'utf8').match(/[A-Za-z0-9+/]{20000,}/)[0]))[0]);
  import { map } from './map.js';
  const options = { map, base64Cutoff: 1e9 };`;

/** @type {Record<string, string>} */
const watchers = {
  esbuild: `
    import { context } from 'esbuild';
    import { esbuild as jco } from 'jco/plugin';
    const ended = { name: 'ended', setup: ({ onEnd }) => onEnd(say) };
    const build = await context({ entryPoints: ['main.js'], bundle: true, format: 'esm', outdir: 'dist', plugins: [jco(options), ended] });
    await build.watch();`,
  rollup: `
    import { rollup as jco } from 'jco/plugin';
    import { watch } from 'rollup';
    const watcher = watch({ input: 'main.js', output: { dir: 'dist', format: 'es' }, plugins: [jco(options)] });
    watcher.on('event', ({ code }) => code === 'END' && say());`,
  webpack: `
    import { webpack as jco } from 'jco/plugin';
    import webpack from 'webpack';
    webpack({ mode: 'production', entry: './main.js', watch: true, plugins: [jco(options)] }, say);`,
  rspack: `
    import { rspack } from '@rspack/core';
    import { rspack as jco } from 'jco/plugin';
    rspack({ mode: 'production', context: process.cwd(), entry: './main.js', watch: true, plugins: [jco(options)] }, say);`,
};

for (const [bundler, script] of Object.entries(watchers)) {
  test(`${bundler} builds again when a component changes`, async (t) => {
    const app = makeApp(t);
    writeFileSync(join(app, 'watch.js'), say + script);
    const watching = spawn(process.execPath, ['watch.js'], { cwd: app, stdio: ['pipe', 'pipe', 'inherit'] });
    t.after(() => watching.kill());
    const ended = once(watching, 'exit');
    const lines = createInterface(watching.stdout)[Symbol.asyncIterator]();
    assert.equal((await lines.next()).value, 'Hello, ');
    const changed = Buffer.from(readFileSync(join(app, 'library.wasm')));
    changed.write('Salve, ', changed.indexOf('Hello, '));
    writeFileSync(join(app, 'library.wasm'), changed);
    let { value } = await lines.next();
    // A watcher may see the files that the build itself has written first.
    while (value === 'Hello, ') ({ value } = await lines.next());
    assert.equal(value, 'Salve, ');
    // Before its folder goes.
    watching.kill();
    await ended;
  });
}
