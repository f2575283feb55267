import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { parse } from 'jco';

import { run } from '../guests/toolchains/cache.js';
import { scratchFolder } from '../runtime/guest.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * An application with the guest `name`, that has jco installed.
 *
 * @param {string} name
 * @param {string} source of `app.js`
 * @param {object} [settings] of its package for jco
 */
function makeApp(name, source, settings = {}) {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(here('../../packages/jco'), join(folder, 'node_modules/jco'));
  copyFileSync(here(`../guests/built/${name}.wasm`), join(folder, `${name}.wasm`));
  copyFileSync(here('../runtime/library-host.js'), join(folder, 'library-host.js'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', jco: settings }));
  writeFileSync(join(folder, 'app.js'), source);
  return folder;
}

/** @param {string} cwd @param {string[]} [flags] */
const start = (cwd, flags = []) => run(process.execPath, ['--import', 'jco/register', ...flags, 'app.js'], { cwd, timeout: 60_000 });

const map = { 'test:library/*': './library-host.js', notify: './library-host.js#notify' };

test('Node imports a component, with the host that its package names', async () => {
  const app = makeApp('library', "import { greet } from './library.wasm'; console.log(greet('node'));", { map, types: true });
  assert.equal(await start(app), 'Hello, node (4)!\n');
  assert.equal(readdirSync(join(app, 'node_modules/.cache/jco')).length, 1);
  assert.ok(existsSync(join(app, 'library.d.wasm.ts')));
  assert.equal(await start(app), 'Hello, node (4)!\n');
});

test('Node imports a command, whose WASI is that of jco', async () => {
  assert.equal(await start(makeApp('hello', "import { run } from './hello.wasm'; run.run();")), 'hello\n');
});

test('what is wrong with a component is said with its path', async () => {
  const app = makeApp('hello', "await import('./bad.wasm').catch(({ code, message }) => console.log(code, message));");
  writeFileSync(join(app, 'bad.wasm'), Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0, 7, 1));
  assert.match(await start(app), /^E0\d+ .*bad\.wasm: /);
});

test('core modules are left to Node', async () => {
  const app = makeApp('hello', "import { one } from './core.wasm'; console.log(one());");
  writeFileSync(join(app, 'core.wasm'), await parse('(module (func (export "one") (result i32) i32.const 1))'));
  const flags = process.allowedNodeEnvironmentFlags.has('--experimental-wasm-modules') ? ['--experimental-wasm-modules', '--no-warnings'] : [];
  assert.equal(await start(app, flags), '1\n');
});
