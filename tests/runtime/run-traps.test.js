// What `jco run` says of a trap.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { scratchFolder } from './guest.js';
import { guest, jcoRun } from './jco-run.js';

const crash = guest('crash');

/**
 * The lines of a backtrace: `2 crash::element tests/guests/crash/src/main.rs:19:5`, paths from `src/` on.
 *
 * @param {string} stderr
 */
function calls(stderr) {
  const lines = [...stderr.matchAll(/^ +(\d+): (.*)\n(?: +at (.*)\n)?/gm)];
  return lines.map(([, number, name, place]) => [number, name, place?.replace(/^.*crash\/src\//, 'src/')].filter(Boolean).join(' '));
}

test('a panic shows its message, and where it comes from by function, file and line, inlined calls too', async () => {
  const { code, stdout, stderr } = await jcoRun([crash, 'index']);
  assert.deepEqual({ code, stdout }, { code: 134, stdout: '' });
  assert.match(stderr, /^\nthread 'main' .*panicked at crash\/src\/main\.rs:24:5:\nindex out of bounds: the len is 3 but the index is 5\n/);
  assert.match(stderr, /^error\[E0501\]: the app trapped: wasm `unreachable` instruction executed\n {2}--> .*crash\.wasm\n/m);
  const own = calls(stderr).filter((call) => /crash|export/.test(call));
  assert.deepEqual(own.map((call) => call.replace(/^\d+ /, '')), [
    'crash::inlined src/main.rs:24:5',
    'crash::element src/main.rs:19:5',
    'crash::main src/main.rs:9:35',
    'export wasi:cli/run@0.2.0#run',
  ].map((call) => call.replace('0.2.0', /run@([\d.]+)/.exec(stderr)?.[1] ?? '')));
  assert.match(stderr, /… \d+ inside the Rust library \(-v shows them\)/);
});

test('-v shows every call', async () => {
  const { stderr } = await jcoRun(['-v', crash, 'index']);
  assert.match(stderr, /^jco: .*crash\.wasm is a component, /);
  assert.ok(calls(stderr).some((call) => call.includes('std::rt::lang_start')), stderr);
  assert.doesNotMatch(stderr, /inside the Rust library/);
});

test('what the engine traps is told in the words of WebAssembly', async () => {
  const memory = await jcoRun([crash, 'memory']);
  assert.equal(memory.code, 134);
  assert.match(memory.stderr, /^error\[E0501\]: the app trapped: out of bounds memory access\n/);
  assert.ok(calls(memory.stderr).some((call) => call.endsWith('crash::far_away src/main.rs:30:14')), memory.stderr);
  const stack = await jcoRun([crash, 'recurse']);
  assert.equal(stack.code, 134);
  assert.match(stack.stderr, /^error\[E0501\]: the app trapped: call stack exhausted\n/);
  assert.match(stack.stderr, /crash::recurse \(\d+ times\)\n +at .*main\.rs:35:24\n/);
});

test('without debug information there are the names of functions', async () => {
  const { code, stderr } = await jcoRun([guest('command'), 'panic', 'on purpose']);
  assert.equal(code, 134);
  assert.match(stderr, /panicked at .*:\non purpose\n/);
  const names = calls(stderr).map((call) => call.replace(/^\d+ /, ''));
  assert.ok(names.includes('command::main') && names.includes('core::panicking::panic_fmt'), stderr);
  assert.match(stderr, / {2}help: an app built with debug information shows files and lines here\n$/);
});

const namesOfWit = `(component
  (import "wasi:cli/environment@0.2.0" (instance $environment
    (export "get-arguments" (func (result (list string))))))
  (core module $memory (memory (export "memory") 1)
    (func $no-room (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
  (core instance $memory (instantiate $memory))
  (core func $get (canon lower (func $environment "get-arguments")
    (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
  (core module $main
    (import "" "get" (func $get (param i32)))
    (func $ask (call $get (i32.const 8)))
    (func $outer (export "run") (result i32) (call $ask) (i32.const 0)))
  (core instance $main (instantiate $main (with "" (instance (export "get" (func $get))))))
  (func $run (result (result)) (canon lift (core func $main "run")))
  (instance $run (export "run" (func $run)))
  (export "wasi:cli/run@0.2.0" (instance $run)))`;

test('where the component is left and entered, there are the names of WIT', async () => {
  const path = join(scratchFolder(), 'app.wat');
  writeFileSync(path, namesOfWit);
  const { code, stderr } = await jcoRun([path]);
  assert.equal(code, 134);
  assert.deepEqual(calls(stderr), [
    '0 no-room',
    '1 export realloc',
    '2 import wasi:cli/environment#get-arguments',
    '3 ask',
    '4 outer',
    '5 export run',
  ]);
});

test('as JSON, a trap is one object', async () => {
  const { code, stderr } = await jcoRun(['--json', crash, 'memory']);
  assert.equal(code, 134);
  const { error } = JSON.parse(stderr);
  assert.equal(error.code, 'E0501');
  assert.match(error.excerpt, /crash::far_away/);
});

test('a host function that fails is no trap of the app', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'host.mjs'), 'export function announced() { throw new TypeError("out of order"); }');
  const args = ['--jco-map', 'announced=./host.mjs#announced', '--invoke', 'announce("abc")', guest('python')];
  const { code, stderr } = await jcoRun(args, { cwd: folder });
  assert.equal(code, 1);
  assert.match(stderr, /^error\[E0507\]: a function that the app called failed: out of order\n {2}--> JavaScript\n {4}at .*announced .*host\.mjs/);
});
