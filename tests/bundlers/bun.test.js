import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { parse } from 'jco';

import { run } from '../guests/toolchains/cache.js';
import { bunPath, makeApp } from './tools.js';

test('Bun imports a component at run time', async (t) => {
  const app = makeApp(t);
  writeFileSync(join(app, 'preload.js'), `
    import { plugin } from 'bun';
    import { bun } from 'jco/plugin';
    import { map } from './map.js';
    plugin(bun({ map }));
  `);
  writeFileSync(join(app, 'app.js'), "import { greet } from './library.wasm'; import core from './core.wasm'; console.log(greet('bun'), core.slice(-9));");
  writeFileSync(join(app, 'core.wasm'), await parse('(module)'));
  assert.equal(await run(bunPath(), ['--preload', './preload.js', 'app.js'], { cwd: app, timeout: 60_000 }), 'Hello, bun (3)! core.wasm\n');
});

test('Bun loads a component from its bytes, also into a worker', async (t) => {
  const app = makeApp(t);
  writeFileSync(join(app, 'app.js'), `
    import { load } from 'jco/load';
    import { imports } from './library-host.js';
    const here = await load('library.wasm', { imports });
    const there = await load('library.wasm', { imports, worker: true });
    console.log(here.greet('bun'), await there.greet('worker'), await there.callbacks.addInHost(1, 2));
    await there[Symbol.asyncDispose]();
  `);
  assert.equal(await run(bunPath(), ['app.js'], { cwd: app, timeout: 60_000 }), 'Hello, bun (3)! Hello, worker (6)! 3\n');
});
