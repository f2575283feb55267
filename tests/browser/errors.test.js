// What can be wrong with a page: each is an error with a code that says what to change.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse, transpile } from 'jco';

import { openPage } from './chromium.js';

/**
 * The files of a transpiled component, as pages of a server.
 *
 * @param {string} text of a component
 */
async function pagesOf(text) {
  const { files } = await transpile(await parse(text), { name: 'app', base64Cutoff: 0, nodejsCompat: false });
  return Object.fromEntries(Object.entries(files).map(([file, body]) => [`/app/${file}`, { body }]));
}

const adder = `(component
  (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
  (core instance $i (instantiate $m))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))`;

/**
 * What importing a module in the page fails with.
 *
 * @param {Awaited<ReturnType<typeof openPage>>} opened
 */
const failure = ({ page }) =>
  page.evaluate(() =>
    import(/** @type {string} */ ('/app/app.js')).then(
      () => undefined,
      ({ name, code, message, place, help }) => ({ name, code, message, place, help }),
    ),
  );

/** @type {[what: string, answer: Partial<import('./server.js').Answer>, message: RegExp][]} */
const served = [
  ['of another type', { type: 'application/octet-stream' }, /MIME type.*application\/wasm/],
  ['that is a page', { type: 'text/html', body: '<!doctype html>' }, /MIME type/],
  ['that is not there', { status: 404, body: '' }, /status code is not ok/],
];

for (const [what, answer, message] of served) {
  test(`a core module ${what} is an error that says what to serve`, async (t) => {
    const pages = await pagesOf(adder);
    Object.assign(pages['/app/app.core.wasm'], answer);
    const opened = await openPage({ pages });
    t.after(() => opened.close());
    const error = await failure(opened);
    assert.equal(error?.code, 'E0704');
    assert.match(error.message, message);
    assert.equal(error.place, `${opened.origin}/app/app.core.wasm`);
    assert.match(error.help, /application\/wasm/);
  });
}

test('a core module whose server is gone is an error with its place', async (t) => {
  const pages = await pagesOf(adder);
  const opened = await openPage({ pages });
  t.after(() => opened.close());
  await opened.page.route('**/app.core.wasm', (route) => route.abort('connectionrefused'));
  const { code, place } = (await failure(opened)) ?? {};
  assert.deepEqual({ code, place }, { code: 'E0704', place: `${opened.origin}/app/app.core.wasm` });
});

test('a component that is not there, or is a page, is an error with its place', async (t) => {
  const opened = await openPage({ pages: { '/page.wasm': { type: 'text/html; charset=utf-8', body: '<!doctype html>' } } });
  t.after(() => opened.close());
  const load = (/** @type {string} */ url) =>
    opened.page.evaluate(async (url) => {
      const { load } = await import(/** @type {string} */ ('jco/load'));
      return load(url).catch((/** @type {any} */ { code, message, place, help }) => ({ code, message, place, help }));
    }, url);
  const missing = await load('/missing.wasm');
  assert.deepEqual([missing.code, missing.place], ['E0701', '/missing.wasm']);
  assert.match(missing.message, /the server answered 404/);
  const page = await load('/page.wasm');
  assert.deepEqual([page.code, page.place], ['E0701', '/page.wasm']);
  assert.match(page.message, /a page \(text\/html; charset=utf-8\)/);
});
