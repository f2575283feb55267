// Engines that have less than a component needs: errors with a code say what to change.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage } from './chromium.js';
import { launch } from './launch.js';

const pausing = `(component
  (import "test:lacking/host" (instance $host (export "pause" (func (result u32)))))
  (core func $pause (canon lower (func $host "pause")))
  (core module $m (import "" "pause" (func $pause (result i32))) (func (export "f") (result i32) (call $pause)))
  (core instance $i (instantiate $m (with "" (instance (export "pause" (func $pause))))))
  (func (export "f") (result u32) (canon lift (core func $i "f"))))`;

const adder = `(component
  (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
  (core instance $i (instantiate $m))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))`;

/** A page's engine as those are that cannot suspend: Chromium has no flag that takes it away. */
function withoutJspi() {
  delete (/** @type {any} */ (WebAssembly).promising);
  delete (/** @type {any} */ (WebAssembly).Suspending);
}

/**
 * What `load` fails with in the page.
 *
 * @param {Awaited<ReturnType<typeof openPage>>} opened
 * @param {string} text
 * @param {object} options
 */
const failure = ({ page }, text, options) =>
  page.evaluate(
    async ([text, options]) => {
      const { load } = await import(/** @type {string} */ ('jco/load'));
      const imports = { 'test:lacking/host': { pause: async () => 1 } };
      return load(new TextEncoder().encode(/** @type {string} */ (text)), { imports, .../** @type {object} */ (options) }).then(
        () => undefined,
        (/** @type {any} */ { code, message, help }) => ({ code, message, help }),
      );
    },
    [text, options],
  );

test('a component that has to wait where nothing is suspended: the error names its import and both ways out', async (t) => {
  const opened = await openPage({ before: withoutJspi });
  t.after(() => opened.close());
  const error = await failure(opened, pausing, { asyncMode: 'jspi', asyncImports: ['pause'] });
  assert.equal(error?.code, 'E0505');
  assert.match(error.message, /may wait in "test:lacking\/host#pause"/);
  assert.match(error.help, /browser with WebAssembly\.promising.*in a worker/);
});

test('one that never waits needs nothing of that', async (t) => {
  const opened = await openPage({ before: withoutJspi });
  t.after(() => opened.close());
  assert.equal(await failure(opened, adder, { asyncMode: 'jspi' }), undefined);
});

test('a browser without WebAssembly is told what it can have', async (t) => {
  const engine = await launch('--js-flags=--jitless');
  t.after(() => engine.close());
  const opened = await openPage({ engine });
  t.after(() => opened.close());
  const error = await failure(opened, adder, {});
  assert.equal(error?.code, 'E0707');
  assert.match(error.help, /without --jitless.*transpile --js/);
});
