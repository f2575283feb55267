// What the packages are, and what is said where one of them is missing or damaged.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { repository as root, run } from '../guests/toolchains/cache.js';
import { scratchFolder } from '../runtime/guest.js';
import { installInto, nativeName, packAll } from './installed.js';

const tarballs = await packAll();
const app = await installInto(tarballs);
const modules = join(app, 'node_modules');
const guest = (/** @type {string} */ name) => fileURLToPath(new URL(`../guests/built/${name}.wasm`, import.meta.url));

/** @param {string} name */
const manifest = (name) => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));

/** @param {string} folder @returns {number} */
const sizeOf = (folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

test('three packages are installed, of one version, without scripts', () => {
  const names = readdirSync(join(modules, '@jco')).map((name) => `@jco/${name}`);
  assert.deepEqual(names.sort(), [nativeName, '@jco/preview2-shim']);
  assert.deepEqual(readdirSync(modules).filter((name) => !name.startsWith('.')).sort(), ['@jco', 'jco']);
  const { version, dependencies, optionalDependencies } = manifest('jco');
  for (const name of names) assert.equal(manifest(name).version, version);
  for (const range of Object.values({ ...dependencies, ...optionalDependencies })) assert.equal(range, version);
  for (const name of ['jco', ...names]) assert.equal(manifest(name).scripts, undefined);
  assert.equal(Object.keys(optionalDependencies).length, 8);
  const { os, cpu, libc } = manifest(nativeName);
  assert.deepEqual([os, cpu], [[process.platform], [process.arch]]);
  assert.equal(process.platform === 'linux', libc !== undefined);
});

test('a release names the repository it ran in, as provenance asks, in every package', async () => {
  const { out, addons } = releaseFolders();
  const env = { ...process.env, GITHUB_SERVER_URL: 'https://example.org', GITHUB_REPOSITORY: 'some/where' };
  const paths = (await run(process.execPath, [join(root, 'packages/jco/scripts/pack.js'), out, addons], { env, timeout: 120_000 })).trim().split('\n');
  assert.equal(paths.length, 3);
  for (const path of paths) {
    const { repository, publishConfig } = JSON.parse(await run('tar', ['-xOzf', path, 'package/package.json']));
    assert.equal(repository.url, 'git+https://example.org/some/where.git');
    assert.deepEqual(publishConfig, { access: 'public', provenance: true });
  }
});

/** What needs no addon is checked with a file in place of one. */
function releaseFolders() {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'addons/linux-arm64-musl'), { recursive: true });
  writeFileSync(join(folder, 'addons/linux-arm64-musl/jco.node'), '');
  return { out: join(folder, 'out'), addons: join(folder, 'addons') };
}

test('what is installed is small', (t) => {
  const [jco, shim, native] = ['jco', '@jco/preview2-shim', nativeName].map((name) => sizeOf(join(modules, name)));
  t.diagnostic(`jco ${jco}, shim ${shim}, native ${native} bytes`);
  assert.ok(shim < 1e6);
  // Tests build the addon without optimization; a release is checked by its workflow.
  if (process.env.JCO_RELEASE) assert.ok(jco + shim + native < 15e6, `${jco + shim + native} bytes`);
});

test('nothing but the packages is needed: no test, script or addon of a checkout is in them', () => {
  const files = readdirSync(join(modules, 'jco'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(files.filter((file) => /^(?!templates).*(^|[\\/])(test|scripts)([\\/]|$)|\.node$/.test(file)), []);
  for (const file of ['LICENSE', 'README.md', 'native/wasi_snapshot_preview1.command.wasm', 'types/load.d.ts']) assert.ok(existsSync(join(modules, 'jco', file)), file);
});

test('without the native package, the error names it', async () => {
  const half = await installInto(tarballs.filter((path) => !path.includes('native')));
  const use = "import { parse } from 'jco'; await parse('(module)').catch(({ code, message }) => console.log(code, message));";
  writeFileSync(join(half, 'script.js'), use);
  const env = { ...process.env, JCO_BINDING: 'native' };
  const printed = await run(process.execPath, ['script.js'], { cwd: half, env });
  assert.ok(printed.startsWith('E0404 ') && printed.includes(nativeName), printed);
});

test('without the native package, the WebAssembly takes its place, and a warning names the package', async () => {
  const half = await installInto(tarballs.filter((path) => !path.includes('native')));
  copyFileSync(guest('hello'), join(half, 'hello.wasm'));
  for (const [command, printed] of Object.entries({ wit: /export wasi:cli\/run/, run: /^hello\n$/ })) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(half, 'node_modules/jco/bin/jco.js'), command, 'hello.wasm'], { cwd: half, encoding: 'utf8', timeout: 60_000 });
    assert.equal(status, 0, stderr);
    assert.match(stdout, printed);
    assert.match(stderr, /\[E0404\] Warning: the package @jco\/native-.* is not installed\. jco takes its WebAssembly.*\nnpm install @jco\/native-/);
    assert.ok(stderr.includes(nativeName), stderr);
  }
});

test('a native package that cannot be loaded is named too', async () => {
  const broken = await installInto(tarballs);
  const addon = join(broken, 'node_modules', nativeName, 'jco.node');
  rmSync(addon);
  writeFileSync(addon, 'not an addon');
  writeFileSync(join(broken, 'script.js'), "import { parse } from 'jco'; await parse('(module)').catch(({ code, place }) => console.log(code, place));");
  const env = { ...process.env, JCO_BINDING: 'native' };
  assert.match(await run(process.execPath, ['script.js'], { cwd: broken, env }), /^E0404 .*jco\.node\n$/);
});
