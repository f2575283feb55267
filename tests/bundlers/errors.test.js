import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { run } from '../guests/toolchains/cache.js';
import { bunPath, makeApp } from './tools.js';

for (const bundler of ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'esbuild', 'bun']) {
  test(`${bundler} tells what is wrong with a component, and where it is`, async (t) => {
    const app = makeApp(t);
    writeFileSync(join(app, 'library.wasm'), readFileSync(join(app, 'library.wasm')).subarray(0, 1000));
    const building = run(bundler === 'bun' ? bunPath() : process.execPath, [`${bundler}.js`], { cwd: app, timeout: 120_000 });
    const log = await building.then(() => assert.fail('it was built'), (error) => error.message);
    assert.match(log, /library\.wasm: [^]*\[E0\d{3}\]/);
  });
}
