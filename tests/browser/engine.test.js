// The engine in a page: the same output as on Node, and errors that say what to change where it cannot be had.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import { transpile } from 'jco';

import { openPage } from './chromium.js';

const guest = (/** @type {string} */ name) => readFileSync(new URL(`../guests/built/${name}.wasm`, import.meta.url));
const engine = '/packages/jco/wasm/jco.wasm.gzip';
const bytes = () => readFileSync(new URL(`../../${engine}`, import.meta.url));

test('what is transpiled in a page is what Node makes of it', async (t) => {
  const page = await openPage();
  t.after(() => page.close());
  for (const name of ['library', 'composed', 'command']) {
    const { files } = await transpile(guest(name), { name });
    const expected = Object.entries(files).map(([path, bytes]) => [path, bytes.length, digest(bytes)]);
    assert.deepEqual(await page.call('engine', 'transpiled', name), expected);
  }
});

/**
 * FNV-1a, as the page computes it too.
 *
 * @param {Uint8Array} bytes
 */
function digest(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

test('options, tools and errors are those of the API', async (t) => {
  const page = await openPage();
  t.after(() => page.close());
  assert.deepEqual(await page.call('engine', 'tools'), {
    wit: 'package root:component;\n\nworld root {\n  export add: func(a: u32, b: u32) -> u32;\n}\n',
    types: ['w.d.ts'],
    garbage: { name: 'JcoError', code: 'E0101' },
    option: { name: 'JcoArgumentError', code: 'E0201' },
    path: { name: 'JcoError', code: 'E0402' },
  });
});

for (const [what, body] of Object.entries({ 'as it is': bytes(), 'that the server has decompressed': gunzipSync(bytes()) })) {
  test(`an engine ${what} is taken, of any type`, async (t) => {
    for (const type of ['application/octet-stream', 'application/wasm', 'text/plain']) {
      const page = await openPage({ pages: { [engine]: { type, body } } });
      t.after(() => page.close());
      assert.equal(await page.call('engine', 'parses'), true);
    }
  });
}

/** @type {[string, import('./server.js').Answer, RegExp][]} */
const broken = [
  ['that is not there', { status: 404, type: 'text/plain', body: '' }, /cannot be loaded: the server answered 404/],
  ['that is a page', { type: 'text/html', body: '<!doctype html>' }, /cannot be loaded: .*served as text\/html/],
  ['that is cut', { body: bytes().subarray(0, 5000) }, /cannot be loaded: /],
];

for (const [what, answer, message] of broken) {
  test(`an engine ${what} is an error that says so, and the next call tries again`, async (t) => {
    const pages = { [engine]: answer };
    const page = await openPage({ pages });
    t.after(() => page.close());
    const error = await page.call('engine', 'failure');
    assert.equal(error.code, 'E0404');
    assert.match(error.message, message);
    assert.equal(error.place, `${page.origin}${engine}`);
    assert.match(error.help, /jco\.wasm\.gzip/);
    pages[engine] = { body: bytes() };
    assert.equal(await page.call('engine', 'parses'), true);
  });
}
