// What a page has to fetch to run a component, minified and compressed, without core modules.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { parse, transpile } from 'jco';

import { bundle } from './bundle.js';

/**
 * @param {Uint8Array} component
 * @param {import('jco').TranspileOptions} [options]
 */
async function weight(component, options) {
  const { files } = await transpile(component, { name: 'app', minify: true, base64Cutoff: 0, ...options });
  const script = new TextDecoder().decode(files['app.js']);
  const code = await bundle(script, { minify: true, external: ['node:*', '/host.js'], define: { process: 'undefined' } });
  return gzipSync(code, { level: 9 }).length;
}

const guest = (/** @type {string} */ name) => readFileSync(new URL(`../guests/built/${name}.wasm`, import.meta.url));

test('a component that adds: at most 1 KB', async (t) => {
  const add = await parse(`(component
    (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
    (core instance $i (instantiate $m))
    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))`);
  const size = await weight(add);
  t.diagnostic(`add: ${size} bytes`);
  assert.ok(size <= 1024, `${size} bytes`);
});

test('a Rust library, with what it uses of the shim: at most 12 KB', async (t) => {
  const size = await weight(guest('library'), { map: { 'test:library/*': '/host.js', notify: '/host.js#notify' } });
  t.diagnostic(`library: ${size} bytes`);
  assert.ok(size <= 12 * 1024, `${size} bytes`);
});

test('a Rust command, with what it uses of the shim', async (t) => {
  const size = await weight(guest('command'));
  t.diagnostic(`command: ${size} bytes`);
  assert.ok(size <= 24 * 1024, `${size} bytes`);
});
