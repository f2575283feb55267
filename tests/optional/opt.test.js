import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { scratchFolder } from '../runtime/guest.js';
import { guest, jco, node, printed, project } from './project.js';

test('a component is smaller, and does what it did', async (t) => {
  const folder = project(t, { 'hello.wasm': guest('hello') });
  const summary = await printed(jco(folder, 'opt', 'hello.wasm', '-o', 'small.wasm'));
  assert.match(summary, /^Optimised:\n\n {2}core module 0 .*\(\d+ %\)\n/);
  assert.ok(statSync(join(folder, 'small.wasm')).size < 0.9 * statSync(join(folder, 'hello.wasm')).size);
  assert.equal(await printed(jco(folder, 'run', 'small.wasm')), 'hello\n');
  assert.equal(await printed(jco(folder, 'wit', 'small.wasm')), await printed(jco(folder, 'wit', 'hello.wasm')));
});

test('the parts of a composed component are optimised where they are', async (t) => {
  const folder = project(t, { 'composed.wasm': guest('composed') });
  const { modules, before, after } = JSON.parse(await printed(jco(folder, 'opt', 'composed.wasm', '-o', 'small.wasm', '--json')));
  assert.ok(modules.length > 1 && after < before, JSON.stringify(modules));
  await printed(jco(folder, 'transpile', 'small.wasm', '-o', 'out', '-q'));
});

test('arguments after -- are for wasm-opt, in place of the defaults', async (t) => {
  const folder = project(t, { 'hello.wasm': guest('hello') });
  for (const [name, args] of [['default', []], ['none', ['-O0']], ['fast', ['-O3']]]) {
    await printed(jco(folder, 'opt', 'hello.wasm', '-q', '-o', `${name}.wasm`, ...(args.length ? ['--', ...args] : [])));
  }
  const size = (/** @type {string} */ name) => statSync(join(folder, `${name}.wasm`)).size;
  assert.ok(size('default') < size('fast') && size('default') < size('none'));
  const { code, stderr } = await jco(folder, 'opt', 'hello.wasm', '-o', 'x.wasm', '--', '--no-such-pass');
  assert.equal(code, 1);
  assert.match(stderr, /^error\[E0802\]: wasm-opt: .*no-such-pass/);
});

test('--asyncify makes modules that can be suspended', async (t) => {
  const folder = project(t, { 'hello.wasm': guest('hello') });
  await printed(jco(folder, 'opt', 'hello.wasm', '-q', '--asyncify', '-o', 'async.wasm'));
  assert.match(await printed(jco(folder, 'print', 'async.wasm')), /asyncify_start_unwind/);
});

test('text and core modules are taken, and standard output', async (t) => {
  const folder = project(t, { 'core.wat': '(module (func (export "f") (result i32) (i32.add (i32.const 1) (i32.const 2))))' });
  await printed(jco(folder, 'opt', 'core.wat', '-o', 'core.wasm', '-q'));
  assert.match(await printed(jco(folder, 'print', 'core.wasm')), /i32\.const 3/);
  const { code, stdout } = await jco(folder, 'opt', 'core.wat', '-o', '-');
  assert.equal(code, 0);
  assert.ok(stdout.startsWith('\0asm'));
});

test('another wasm-opt can be named', async (t) => {
  const folder = project(t, { 'hello.wasm': guest('hello'), 'mine.js': "console.error('this is mine'); process.exit(3);" });
  const { code, stderr } = await jco(folder, 'opt', 'hello.wasm', '-o', 'x.wasm', '--wasm-opt-bin', join(folder, 'mine.js'));
  assert.equal(code, 1);
  assert.match(stderr, /^error\[E0802\]: mine\.js: this is mine\n/);
});

test('transpile --optimize is opt and transpile', async (t) => {
  const folder = project(t, { 'hello.wasm': guest('hello') });
  await printed(jco(folder, 'opt', 'hello.wasm', '-q', '-o', 'small.wasm'));
  await printed(jco(folder, 'transpile', 'small.wasm', '-q', '-o', 'two', '--name', 'hello'));
  const summary = await printed(jco(folder, 'transpile', '-O', 'hello.wasm', '-o', 'one'));
  assert.ok(summary.startsWith('Transpiled:\n\n  one/hello.js'), summary);
  for (const name of ['hello.js', 'hello.core.wasm']) {
    assert.deepEqual(readFileSync(join(folder, 'one', name)), readFileSync(join(folder, 'two', name)));
  }
});

test('the API gives what the commands write', async (t) => {
  const use = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { opt, transpile } from ${JSON.stringify(import.meta.resolve('jco'))};
    const hello = readFileSync('hello.wasm');
    const { component, compressionInfo } = await opt(hello);
    writeFileSync('api.wasm', component);
    console.log(compressionInfo[0].afterBytes < 0.9 * compressionInfo[0].beforeBytes);
    const optimizeOptions = { optArgs: ['-O1'] };
    const { files } = await transpile(hello, { name: 'hello', optimize: true, optimizeOptions, js: true });
    for (const name of ['hello.js', 'hello.core.js']) writeFileSync(name, files[name]);
    console.log(Object.keys(files).some((name) => name.endsWith('.wasm')));
    const { run } = await import('./hello.js');
    run.run();`;
  const folder = project(t, { 'hello.wasm': guest('hello'), 'use.js': use });
  assert.equal(await printed(node(folder, 'use.js')), 'true\nfalse\nhello\n');
  await printed(jco(folder, 'opt', 'hello.wasm', '-q', '-o', 'command.wasm'));
  assert.deepEqual(readFileSync(join(folder, 'api.wasm')), readFileSync(join(folder, 'command.wasm')));
});

test('without binaryen the error says how to get it', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'hello.wasm'), guest('hello'));
  for (const args of [['opt', 'hello.wasm', '-o', 'x.wasm'], ['transpile', 'hello.wasm', '-o', 'x', '--optimize'], ['transpile', 'hello.wasm', '-o', 'x', '--js']]) {
    const { code, stderr } = await jco(folder, ...args);
    assert.equal(code, 1);
    assert.match(stderr, /^error\[E0801\]: .* needs the package binaryen, which is not installed\n {2}help: npm install --save-dev binaryen\n$/);
  }
  const { stderr } = await jco(folder, 'opt', 'hello.wasm', '-o', 'x.wasm', '--json');
  assert.equal(JSON.parse(stderr).error.code, 'E0801');
});
