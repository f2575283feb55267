import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { base64Module, fetchModule, hostImport, instantiateSync, loadModule, unprefixed } from '../modules.js';

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

test('what is not fetched is an error with the place, and what to serve there', async (t) => {
  let response = new Response(Buffer.from(text, 'base64'), { headers: { 'content-type': 'text/html' } });
  t.mock.method(globalThis, 'fetch', async () => response);
  const url = new URL('http://localhost/a.wasm');
  const refused = { code: 'E0704', place: url.href, message: /^cannot load http:\/\/localhost\/a.wasm: /, help: /application\/wasm/ };
  await assert.rejects(() => fetchModule(url), refused);
  response = new Response('', { status: 404 });
  await assert.rejects(() => fetchModule(url), refused);
  response = new Response('no module', { headers: { 'content-type': 'application/wasm' } });
  await assert.rejects(() => fetchModule(url), WebAssembly.CompileError);
  response = new Response(Buffer.from(text, 'base64'), { headers: { 'content-type': 'application/wasm' } });
  assert.ok(await fetchModule(url) instanceof WebAssembly.Module);
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
