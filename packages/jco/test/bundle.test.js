// The shim in one file, as a release has it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { folder } from './support/command-line.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** A command that writes to standard output. */
const hello = `(component
  (import "wasi:io/error@0.2.0" (instance $error (export "error" (type (sub resource)))))
  (alias export $error "error" (type $error))
  (import "wasi:io/streams@0.2.0" (instance $streams
    (alias outer 1 $error (type $e)) (export "error" (type $error (eq $e)))
    (export "output-stream" (type $stream (sub resource)))
    (type $stream-error' (variant (case "last-operation-failed" (own $error)) (case "closed")))
    (export "stream-error" (type $stream-error (eq $stream-error')))
    (export "[method]output-stream.blocking-write-and-flush"
      (func (param "self" (borrow $stream)) (param "contents" (list u8)) (result (result (error $stream-error)))))))
  (alias export $streams "output-stream" (type $stream))
  (import "wasi:cli/stdout@0.2.0" (instance $stdout
    (alias outer 1 $stream (type $s)) (export "output-stream" (type $stream (eq $s)))
    (export "get-stdout" (func (result (own $stream))))))
  (core module $libc (memory (export "memory") 1) (data (i32.const 16) "hello\\n"))
  (core instance $libc (instantiate $libc))
  (core func $get (canon lower (func $stdout "get-stdout")))
  (core func $write (canon lower (func $streams "[method]output-stream.blocking-write-and-flush") (memory (core memory $libc "memory"))))
  (core module $main
    (import "" "get" (func $get (result i32)))
    (import "" "write" (func $write (param i32 i32 i32 i32)))
    (func (export "run") (result i32) (call $write (call $get) (i32.const 16) (i32.const 6) (i32.const 0)) (i32.const 0)))
  (core instance $main (instantiate $main (with "" (instance (export "get" (func $get)) (export "write" (func $write))))))
  (func $run (result (result)) (canon lift (core func $main "run")))
  (instance $run (export "run" (func $run)))
  (export "wasi:cli/run@0.2.0" (instance $run)))`;

test('a release has the shim in one file, which is used unless its sources have changed', (t) => {
  const place = folder(t, { 'hello.wat': hello });
  const packageFolder = join(place.path, 'packages/jco');
  const shim = join(place.path, 'packages/preview2-shim');
  for (const name of ['bin', 'src', 'scripts', 'package.json']) {
    cpSync(join(repository, 'packages/jco', name), join(packageFolder, name), { recursive: true });
  }
  cpSync(join(repository, 'packages/preview2-shim'), shim, { recursive: true });
  mkdirSync(join(packageFolder, 'native'));
  symlinkSync(join(repository, 'packages/jco/native/jco.node'), join(packageFolder, 'native/jco.node'));
  const modules = join(place.path, 'node_modules');
  mkdirSync(join(modules, '@jco'), { recursive: true });
  symlinkSync(join(repository, 'node_modules/esbuild'), join(modules, 'esbuild'));
  symlinkSync(shim, join(modules, '@jco/preview2-shim'));

  const node = (/** @type {string[]} */ ...args) => {
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: place.path, encoding: 'utf8' });
    return { stdout, stderr };
  };
  const run = () => node(join(packageFolder, 'bin/jco.js'), 'run', '--no-cache', 'hello.wat');
  assert.deepEqual(run(), { stdout: 'hello\n', stderr: '' });
  assert.deepEqual(node(join(packageFolder, 'scripts/bundle-shim.js')), { stdout: '', stderr: '' });
  const require = createRequire(join(packageFolder, 'native/'));
  for (const [file, part] of [['shim.cjs', 'cli'], ['network.cjs', 'WASIShim'], ['preview1.cjs', 'Preview1']]) {
    assert.ok(Object.hasOwn(require(`./${file}`).parts, part), file);
  }
  const spy = 'const { parts } = module.exports; Object.defineProperty(module.exports, "parts", { get: () => (console.error("used"), parts) });';
  appendFileSync(join(packageFolder, 'native/shim.cjs'), spy);
  const used = { stdout: 'hello\n', stderr: 'used\nused\n' };
  assert.deepEqual(run(), used);

  // Where it is installed, the sources are not beside this package.
  const installed = join(modules, '@jco/preview2-shim');
  rmSync(installed);
  renameSync(shim, installed);
  assert.deepEqual(run(), used);

  renameSync(installed, shim);
  symlinkSync(shim, installed);
  assert.deepEqual(run(), used);
  appendFileSync(join(shim, 'lib/random/pool.js'), '\n');
  assert.deepEqual(run(), { stdout: 'hello\n', stderr: '' });
});
