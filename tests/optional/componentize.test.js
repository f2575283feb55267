// JavaScript and TypeScript as components, by the real componentize-js.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { scratchFolder } from '../runtime/guest.js';
import { jco, printed, project } from './project.js';

const wit = `package test:app;

world app {
  import log: func(line: string);
  import store;
  export greet: func(name: string) -> string;
}

interface store {
  get: func(key: string) -> option<string>;
}
`;

test('TypeScript of several files becomes a component, whose imports are those of the world', async (t) => {
  const folder = project(t, {
    'wit/app.wit': wit,
    'src/app.ts': `import log from 'log';
import { get } from 'test:app/store';
import { shout } from './shout.ts';
export const greet = (name: string): string => { log(name); return shout(get(name) ?? 'nobody'); };`,
    'src/shout.ts': 'export const shout = (text: string) => text.toUpperCase();',
  });
  const said = await printed(jco(folder, 'componentize', 'src/app.ts', '--wit', 'wit', '-n', 'app', '--disable', 'all', '-o', 'app.wasm'));
  assert.match(said, /^Componentized:\n\n {2}app\.wasm {2}\d+\.\d MiB\n/);
  const shown = await printed(jco(folder, 'wit', 'app.wasm'));
  assert.match(shown, /import test:app\/store;[^]*export greet: func/);
  assert.doesNotMatch(shown, /wasi:/, 'all features are off');
  writeFileSync(join(folder, 'store.js'), "export const get = (key) => (key === 'a' ? 'Ada' : undefined); export const log = (line) => console.log('log', line);");
  writeFileSync(join(folder, 'use.js'), "import { greet } from './out/app.js'; console.log(greet('a'), greet('b'));");
  await printed(jco(folder, 'transpile', 'app.wasm', '-o', 'out', '-q', '-M', 'test:app/store=../store.js', 'log=../store.js#log'));
  const { run } = await import('../guests/toolchains/cache.js');
  assert.equal(await run(process.execPath, ['use.js'], { cwd: folder }), 'log a\nlog b\nADA NOBODY\n');
});

test('what is wrong is told with its place, before the engine is started', async (t) => {
  const folder = project(t, {
    'bad.wit': 'package a:b;\nworld w {\n  import nothing;\n}\n',
    'good.wit': 'package a:b;\nworld w {\n  export f: func();\n}\n',
    'bad.ts': 'export const f = () => {\n  const 1x = 2;\n};\n',
    'good.js': 'export const f = () => {};\n',
  });
  const fails = async (/** @type {string[]} */ ...args) => {
    const { code, stderr } = await jco(folder, 'componentize', ...args, '-o', 'x.wasm');
    assert.equal(code, 1, stderr);
    return stderr;
  };
  assert.match(await fails('good.js', '-w', 'bad.wit'), /^error\[E0301\].*\n {2}--> bad\.wit:3:10\n[^]* 3 \| {3}import nothing;\n/);
  assert.match(await fails('bad.ts', '-w', 'good.wit'), /^error\[E0802\]: esbuild: .*\n {2}--> bad\.ts:2:10\n {3}\|\n 2 \| {3}const 1x = 2;\n {3}\| {10}\^\n/);
  assert.match(await fails('no.js', '-w', 'good.wit'), /^error\[E0401\]/);
  assert.match(await fails('good.js', '-w', 'good.wit', '-n', 'other'), /^error\[E0302\]/);
  assert.ok(!existsSync(join(folder, 'x.wasm')));
});

test('without the packages the error says how to get them', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'a.wit'), 'package a:b;\nworld w {\n  export f: func();\n}\n');
  writeFileSync(join(folder, 'a.js'), 'export const f = () => {};');
  const { code, stderr } = await jco(folder, 'componentize', 'a.js', '-w', 'a.wit', '-o', 'a.wasm');
  assert.equal(code, 1);
  assert.match(stderr, /^error\[E0801\]: .*\n {2}help: npm install --save-dev @bytecodealliance\/componentize-js\n$/);
});
