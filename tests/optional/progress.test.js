// Progress, and transpiling again: on a terminal that `script` of util-linux makes.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { bin, guest, jco, printed, project } from './project.js';

const skip = spawnSync('script', ['--version']).status !== 0 && 'no terminal can be made without `script`';

const adder = (/** @type {number} */ n) => `(component
  (core module $m (func (export "add") (param i32 i32) (result i32) (i32.const ${n})))
  (core instance $i (instantiate $m))
  (func (export "add${n}") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))`;

test('work over a second says so on a terminal, and leaves no trace', { skip }, async (t) => {
  const folder = project(t, { 'hello.wasm': guest('hello'), 'slow.js': "setTimeout(() => require('fs').copyFileSync(process.argv[2], process.argv[4]), 1500);" });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
  const command = [process.execPath, bin, 'opt', 'hello.wasm', '-q', '-o', 'x.wasm', '--wasm-opt-bin', 'slow.js'].join(' ');
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  assert.ok(stdout.includes('\r\x1b[KOptimising hello.wasm … 1 s'), JSON.stringify(stdout));
  assert.ok(stdout.endsWith('\r\x1b[K'), JSON.stringify(stdout));
  const { stderr } = await jco(folder, 'opt', 'hello.wasm', '-q', '-o', 'x.wasm', '--wasm-opt-bin', 'slow.js');
  assert.equal(stderr, '', 'a file or pipe gets nothing of it');
});

test('--watch transpiles what has changed while it was transpiling, what is wrong for a while, and what is replaced', async (t) => {
  const folder = project(t, { 'app.wat': adder(1) });
  const child = spawn(process.execPath, [bin, 'transpile', 'app.wat', '-o', 'out', '--watch'], { cwd: folder, timeout: 100_000 });
  t.after(() => child.kill());
  let log = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (log += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text));
  const exported = () => /export \{[^}]*add(\d+)/.exec(readFileSync(join(folder, 'out/app.js'), 'utf8'))?.[1] ?? 'none';
  const until = async (/** @type {() => boolean} */ holds, /** @type {string} */ what) => {
    for (let turn = 0; turn < 400; turn++) {
      if (holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(`${what}\n${log}${complaints}`);
  };
  const times = () => log.split('Transpiled:').length - 1;
  await until(() => complaints.includes('Watching app.wat'), 'it watches');
  assert.equal(exported(), '1');
  writeFileSync(join(folder, 'app.wat'), adder(2));
  await until(() => times() === 2 && exported() === '2', 'written in place');
  writeFileSync(join(folder, 'app.wat'), '(component');
  await until(() => complaints.includes('error[E0108]'), 'an error does not end it');
  writeFileSync(join(folder, 'other.wat'), adder(3));
  renameSync(join(folder, 'other.wat'), join(folder, 'app.wat'));
  await until(() => times() === 3 && exported() === '3', 'replaced by another file');
  child.kill('SIGINT');
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, complaints);
});

test('--watch sees what changed between reading and watching', async (t) => {
  // wasm-opt takes its time; meanwhile the component changes.
  const folder = project(t, { 'app.wat': adder(1), 'package.json': '{ "type": "commonjs" }' });
  const change = `const fs = require('fs'); const args = process.argv;
    if (!fs.existsSync('changed')) { fs.writeFileSync('changed', ''); fs.writeFileSync('app.wat', ${JSON.stringify(adder(2))}); }
    fs.copyFileSync(args[2], args[4]);`;
  writeFileSync(join(folder, 'change.js'), change);
  const child = spawn(process.execPath, [bin, 'transpile', 'app.wat', '-o', 'out', '--watch', '-O', '--wasm-opt-bin', 'change.js'], { cwd: folder, timeout: 60_000 });
  t.after(() => child.kill());
  let log = '';
  const twice = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      log += text;
      if (log.split('Transpiled:').length === 3) resolve(undefined);
    });
    child.on('close', resolve);
  });
  await twice;
  assert.match(readFileSync(join(folder, 'out/app.js'), 'utf8'), /add2/, log);
  await printed(jco(folder, 'transpile', 'app.wat', '-o', 'once', '-q'));
});
