import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { base64Module, hostImport, instantiateSync, loadModule, unprefixed } from '../modules.js';

// (module (func (export "") unreachable))
const text = 'AGFzbQEAAAABBAFgAAADAgEABwQBAAAACgUBAwAACw==';

test('a module is made of base64, and instantiated', () => {
  const { exports } = instantiateSync(base64Module(text), {});
  assert.throws(/** @type {() => void} */ (exports['']), WebAssembly.RuntimeError);
});

test('a module is loaded from a file', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'modules-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'a b.wasm');
  writeFileSync(path, Buffer.from(text, 'base64'));
  assert.ok(await loadModule(pathToFileURL(path)) instanceof WebAssembly.Module);
  await assert.rejects(() => loadModule(pathToFileURL(`${path}.not`)), { code: 'ENOENT' });
});

test('an import is found under its name without or with a version', () => {
  const host = { f() {}, C: class {} };
  assert.equal(hostImport({ 'a:b/c': host }, 'a:b/c', 'a:b/c@1.0.0', ['f', 'C']), host);
  assert.equal(hostImport({ 'a:b/c@1.0.0': host }, 'a:b/c', 'a:b/c@1.0.0', []), host);
  assert.equal(hostImport({ shim: { c: host } }, 'shim', 'a:b/c@1.0.0', ['f'], 'c'), host);
});

test('what is missing is named', () => {
  const missing = { name: 'TypeError', message: 'missing import "a:b/c"' };
  for (const imports of [{}, { 'a:b/c': null }, { 'a:b/c@2.0.0': {} }]) {
    assert.throws(() => hostImport(imports, 'a:b/c', 'a:b/c@1.0.0', []), missing);
  }
  assert.throws(() => hostImport({ 'a:b/c': {} }, 'a:b/c', 'a:b/c@1.0.0', [], 'd'), { name: 'TypeError' });
  for (const f of [undefined, 7, {}]) {
    assert.throws(() => hostImport({ 'a:b/c': { f } }, 'a:b/c', 'a:b/c@1.0.0', ['f']), {
      name: 'TypeError',
      message: 'import "a:b/c@1.0.0" has no function "f"',
    });
  }
});

test('a prefix is taken off the names that have it', () => {
  const [a, b, c, d] = [() => 1, () => 2, () => 3, () => 4];
  assert.deepEqual(unprefixed({ 'x:a': a, 'x:': b, c, 'ax:': d }, 'x:'), { a, '': b });
});
