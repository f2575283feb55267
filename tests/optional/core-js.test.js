// Core modules as JavaScript, on an engine without WebAssembly: Node's `--jitless`.

import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { repository } from '../guests/toolchains/cache.js';
import { guest, jco, node, printed, project } from './project.js';

const jitless = ['--jitless', '--no-warnings', '--no-expose-wasm'];

test('a command runs without WebAssembly', async (t) => {
  const use = "import { run } from './out/hello.js'; console.log(typeof WebAssembly); run.run();";
  const folder = project(t, { 'hello.wasm': guest('hello'), 'use.js': use });
  await printed(jco(folder, 'transpile', 'hello.wasm', '-o', 'out', '--js', '-q'));
  assert.deepEqual(readdirSync(join(folder, 'out')).sort(), ['hello.core.js', 'hello.d.ts', 'hello.js', 'interfaces']);
  assert.equal(await printed(node(folder, ...jitless, 'use.js')), 'undefined\nhello\n');
});

const useLibrary = `
import { imports } from './library-host.js';
const { instantiate } = await import('./' + process.argv[2] + '/library.js');
const { readFileSync } = await import('node:fs');
const first = await instantiate(undefined, imports);
const second = await instantiate(undefined, imports);
const show = (value) => console.log(typeof value === 'object' ? Object.values(value).map(String).join() : String(value));
const { values, accounts } = first;
show(first.greet('añb'));
show(values.negate(-0x7fff_ffff_ffff_fff1n)); show(values.negate(5n)); show(values.negate(1n << 40n));
show(values.sum(BigUint64Array.of(1n << 63n, 1n, 0xffff_ffffn)));
show(values.half(3)); show(values.nextChar('a')); show(values.reverse('abc')); show(values.join(['x', 'y'], '-'));
show(values.bytes(5_000_000).length); show(second.values.bytes(70_000).length); show(values.reverse('later'));
show(values.birthday({ name: 'n', age: 7, nickNames: ['m'], home: { x: 1.5, y: 2 }, favourite: 'green', rights: {} }).age);
show(values.divide(7, 2));
try { values.divide(1, 0); } catch (error) { show(error.payload); }
const account = new accounts.Account('Ada');
show(account.deposit(1n << 33n)); show(account.balance()); show(account.owner()); show(accounts.alive());
try { values.crash('over'); } catch (error) { show(error.constructor.name); }
try { values.add(1, 2); } catch (error) { show(error.message); }
show(second.values.add(1, 2));
`;

test('values, resources, 64-bit numbers, growing memories and traps are as with WebAssembly', async (t) => {
  const folder = project(t, { 'library.wasm': guest('library'), 'use.js': useLibrary });
  copyFileSync(join(repository, 'tests/runtime/library-host.js'), join(folder, 'library-host.js'));
  await printed(jco(folder, 'transpile', 'library.wasm', '-o', 'wasm', '-I', '-q'));
  await printed(jco(folder, 'transpile', 'library.wasm', '-o', 'script', '-I', '--js', '-q'));
  const expected = await printed(node(folder, 'use.js', 'wasm'));
  assert.ok(expected.split('\n').length > 20, expected);
  assert.equal(await printed(node(folder, ...jitless, 'use.js', 'script')), expected);
});

test('all ways of instantiation, and minified', async (t) => {
  const add = `(component
    (core module $m (func (export "a-b") (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))
      (func (export "a_b") (param i32) (result i32) (local.get 0)))
    (core instance $i (instantiate $m))
    (func (export "next") (param "a" u64) (result u64) (canon lift (core func $i "a-b")))
    (func (export "same") (param "a" u32) (result u32) (canon lift (core func $i "a_b"))))`;
  const show = 'console.log(String(next(0xffff_ffffn)), same(7));';
  const folder = project(t, {
    'add.wat': add,
    'module.js': `import { next, same } from './module/add.js'; ${show}`,
    'minified.js': `import { next, same } from './minified/add.js'; ${show}`,
    'tla.js': `import { $init, next, same } from './tla/add.js'; await $init; ${show}`,
    'async.js': `import { instantiate } from './async/add.js'; const { next, same } = await instantiate(); ${show}`,
    'sync.js': `import { instantiate } from './sync/add.js'; const { next, same } = instantiate(); ${show}`,
  });
  const forms = { module: [], minified: ['-m'], tla: ['--tla-compat'], async: ['-I'], sync: ['-I', 'sync'] };
  for (const [name, options] of Object.entries(forms)) {
    await printed(jco(folder, 'transpile', 'add.wat', '-o', name, '--js', '-q', ...options));
    assert.equal(await printed(node(folder, ...jitless, `${name}.js`)), '4294967296 7\n', name);
  }
});

test('what JavaScript cannot say is refused, and nothing written', async (t) => {
  const simd = `(component (core module $m (memory 1) (func (export "f") (result i32)
    (i32x4.extract_lane 0 (i32x4.add (v128.load (i32.const 0)) (v128.load (i32.const 16))))))
    (core instance $i (instantiate $m)) (func (export "f") (result u32) (canon lift (core func $i "f"))))`;
  const folder = project(t, { 'composed.wasm': guest('composed'), 'simd.wat': simd });
  for (const [file, reason] of [['composed.wasm', /shares a memory/], ['simd.wat', /wasm2js|wasm-opt/]]) {
    const { code, stderr } = await jco(folder, 'transpile', /** @type {string} */ (file), '-o', 'out', '--js');
    assert.equal(code, 1);
    assert.ok(stderr.startsWith('error[E0803]: '), stderr);
    assert.match(stderr, /** @type {RegExp} */ (reason));
    assert.ok(!readdirSync(folder).includes('out'));
  }
});
