import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { run } from '../guests/toolchains/cache.js';
import { chromiumPath, openPage, serve, textOf } from './browser.js';
import { bunPath, makeApp } from './tools.js';

const expected = 'Hello, page (4)! 3 a-b';

for (const bundler of ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'esbuild', 'bun']) {
  test(`${bundler} builds a page that imports a component`, async (t) => {
    const app = makeApp(t);
    await run(bundler === 'bun' ? bunPath() : process.execPath, [`${bundler}.js`], { cwd: app, timeout: 120_000 });
    const dist = join(app, 'dist');
    if (!existsSync(join(dist, 'index.html'))) copyFileSync(join(app, 'index.html'), join(dist, 'index.html'));
    const assets = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.wasm'));
    assert.equal(assets.length, 1, 'the large core module is an asset, the small ones are inlined');
    assert.match(readFileSync(join(app, 'library.d.wasm.ts'), 'utf8'), /export function greet\(name: string\): string;/);
    if (!chromiumPath) return t.diagnostic('no Chromium to open the page in');
    const page = await openPage(t);
    assert.equal(await textOf(page, await serve(t, dist)), expected);
    assert.deepEqual(page.problems, []);
  });
}
