// Projects as `jco new-project` makes them: installed from the tarballs, built, type-checked and tested.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { launch } from '../browser/launch.js';
import { repository, run } from '../guests/toolchains/cache.js';
import { scratchFolder } from '../runtime/guest.js';
import { packAll } from './installed.js';

const manifest = readFileSync(join(repository, 'packages/jco/templates/guest/package.json'), 'utf8');

// What projects name as their dependencies is installed once, in a folder that all of them are in.
const place = scratchFolder();
const { version } = JSON.parse(readFileSync(join(repository, 'packages/jco/package.json'), 'utf8'));
const { jco: _, ...others } = JSON.parse(manifest).devDependencies;
writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, devDependencies: others }));
const quiet = ['--prefer-offline', '--no-package-lock', '--no-audit', '--no-fund'];
await run('npm', ['install', ...quiet, ...(await packAll())], { cwd: place, timeout: 300_000, shell: process.platform === 'win32' });
cpSync(join(repository, 'tests/guests/library/wit'), join(place, 'WIT'), { recursive: true });
for (const name of ['library', 'hello']) cpSync(join(repository, `tests/guests/built/${name}.wasm`), join(place, `${name}.wasm`));
const bin = join(place, 'node_modules/jco/bin/jco.js');

const adderText = `(component
  (core module $m (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (core instance $i (instantiate $m))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))`;
writeFileSync(join(place, 'adder.wat'), adderText);
await run(process.execPath, [bin, 'parse', 'adder.wat', '-o', 'adder.wasm'], { cwd: place });

const page = ['--host', '--target', 'web'];

/** @type {Record<string, { args: string[], has: string[] }>} */
const kinds = {
  'a command in TypeScript': { args: [], has: ['src/component.ts', 'wit/deps/wasi-cli-0.2.10.wit'] },
  'a handler in JavaScript': { args: ['--wit', 'builtin:wasi-proxy', '--language', 'js'], has: ['src/component.js'] },
  'a component of every type in JavaScript': { args: ['--wit', 'WIT', '--language', 'js'], has: ['wit/library.wit'] },
  'a component of every type in TypeScript': { args: ['--wit', 'WIT', '-n', 'library'], has: ['src/component.ts'] },
  'a component like another': { args: ['--wit', 'library.wasm'], has: ['wit/component.wit'] },
  'a component like another in JavaScript': { args: ['--wit', 'adder.wasm', '--language', 'javascript'], has: ['wit/component.wit'] },
  'a host of WIT in JavaScript': { args: ['--wit', 'WIT', '--host', '--language', 'js'], has: ['src/host.js', 'wit/library.wit'] },
  'a host of WIT in TypeScript': { args: ['--wit', 'WIT', '--host'], has: ['src/host.ts', 'wit/library.wit'] },
  'a host of a component in TypeScript': { args: ['--wit', 'library.wasm', '--host'], has: ['src/host.ts', 'component.wasm'] },
  'a host of a component without imports': { args: ['--wit', 'adder.wasm', '--host', '--language', 'js'], has: ['src/main.js'] },
  'a page of a component in TypeScript': { args: ['--wit', 'library.wasm', ...page], has: ['src/host.ts', 'component.wasm', 'index.html'] },
  'a page of a component in JavaScript': { args: ['--wit', 'hello.wasm', ...page, '--language', 'js'], has: ['src/host.js', 'index.html'] },
  'a page of WIT in TypeScript': { args: ['--wit', 'WIT', ...page], has: ['src/main.ts', 'wit/library.wit'] },
  'a page of WIT in JavaScript': { args: ['--wit', 'WIT', ...page, '--language', 'js'], has: ['src/main.js', 'wit/library.wit'] },
};

// A test runner within a test runner would speak to that.
const { NODE_TEST_CONTEXT: __, ...env } = process.env;

/** @param {string} cwd @param {...string} args */
const npm = (cwd, ...args) => run('npm', args, { cwd, timeout: 240_000, env });

for (const [kind, { args, has }] of Object.entries(kinds)) {
  test(`${kind} builds, type-checks and passes its tests`, async () => {
    const name = `Project ${Object.keys(kinds).indexOf(kind)}`;
    const said = await run(process.execPath, [bin, 'new-project', name, ...args], { cwd: place });
    assert.ok(said.startsWith('Made:\n\n') && said.includes('npm install'), said);
    const folder = join(place, name);
    for (const file of ['package.json', 'README.md', '.gitignore', 'tsconfig.json', ...has]) assert.ok(existsSync(join(folder, file)), file);
    checkDependencies(folder);
    const isHost = args.includes('--host');
    if (!isHost) await npm(folder, 'run', 'check');
    assert.match(await npm(folder, 'test'), /^\S+ fail 0$/m);
    // Declarations of the component are made by building it.
    if (isHost) await npm(folder, 'run', 'check');
    if (args.includes('web')) assert.match(await shown(folder), /^(run|add|greet\b)/m);
    else if (isHost) assert.match(await npm(folder, 'start'), /(greet|add)/);
  });
}

/**
 * What the page of a project lists, where its own server serves it.
 *
 * @param {string} folder
 */
async function shown(folder) {
  const server = spawn(process.execPath, ['build.js', '--serve'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'], timeout: 120_000 });
  const browser = await launch();
  try {
    const [url] = await once(server.stdout.setEncoding('utf8'), 'data');
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    await page.goto(url.trim());
    return await Promise.race([page.locator('#exports:not(:empty)').textContent({ timeout: 30_000 }), failed]);
  } finally {
    await browser.close();
    server.kill();
  }
}

/**
 * What it wants is what is installed.
 *
 * @param {string} folder
 */
function checkDependencies(folder) {
  const { dependencies = {}, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const installed = { ...others, jco: version, '@jco/preview2-shim': version };
  for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies })) assert.equal(range, installed[name], name);
}

test('WIT that uses WASI gets its packages, in its version', async () => {
  const folder = scratchFolder();
  const wit = 'package a:b;\nworld w {\n  import wasi:clocks/wall-clock@0.2.3;\n  export now: func() -> u64;\n}\n';
  writeFileSync(join(folder, 'w.wit'), wit);
  await run(process.execPath, [bin, 'new-project', 'app', '--wit', 'w.wit', '-q'], { cwd: folder });
  assert.deepEqual(readdirSync(join(folder, 'app/wit/deps')), ['wasi-clocks-0.2.3.wit', 'wasi-io-0.2.3.wit']);
  assert.match(await run(process.execPath, [bin, 'types', 'app/wit', '-o', 'types', '-q', '--json'], { cwd: folder }), /^$/);
});

test('what cannot be made leaves no folder behind', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'bad.wit'), 'package a:b;\nworld w {\n  import nothing;\n}\n');
  mkdirSync(join(folder, 'full'));
  writeFileSync(join(folder, 'full/file'), '');
  const fails = (/** @type {string[]} */ ...args) => run(process.execPath, [bin, 'new-project', ...args], { cwd: folder }).then(
    () => assert.fail('it was made'),
    (error) => error.message,
  );
  assert.match(await fails('app', '--wit', 'bad.wit'), /error\[E0301\][^]*--> bad\.wit:3:10\n[^]* 3 \| {3}import nothing;\n/);
  assert.match(await fails('app', '--wit', join(folder, 'bad.wit')), /-->.*\/bad\.wit:3:10\n/);
  assert.match(await fails('full'), /error\[E0402\]: the folder is not empty/);
  assert.match(await fails('app', '--wit', 'builtin:x'), /error\[E0403\][^]*builtin:wasi-command/);
  assert.match(await fails('app', '--wit', 'no.wit'), /error\[E0401\]/);
  assert.deepEqual(readdirSync(folder).sort(), ['bad.wit', 'full']);
});
