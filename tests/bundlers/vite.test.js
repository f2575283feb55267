import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

import { run } from '../guests/toolchains/cache.js';
import { chromiumPath, openPage, textOf } from './browser.js';
import { makeApp } from './tools.js';

const skip = !chromiumPath && 'no Chromium';

/**
 * Vite's development server for an application.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} app
 * @returns {Promise<string>} its URL
 */
async function startServer(t, app) {
  const server = spawn(process.execPath, ['dev.js'], { cwd: app, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => server.kill());
  const [url] = await once(createInterface(server.stdout), 'line');
  return url;
}

test('in development, a page imports a component, and sees its changes', { skip }, async (t) => {
  const app = makeApp(t);
  const page = await openPage(t);
  const url = await startServer(t, app);
  assert.equal(await textOf(page, url), 'Hello, page (4)! 3 a-b');

  const changed = Buffer.from(readFileSync(join(app, 'library.wasm')));
  changed.write('Salve, ', changed.indexOf('Hello, '));
  writeFileSync(join(app, 'library.wasm'), changed);
  await page.waitForFunction('document.body.textContent.startsWith("Salve")', undefined, { timeout: 20_000 });
  assert.deepEqual(page.problems, []);
});

test("in development, what is wrong with a component is in the page's overlay", { skip }, async (t) => {
  const app = makeApp(t);
  writeFileSync(join(app, 'library.wasm'), readFileSync(join(app, 'library.wasm')).subarray(0, 1000));
  const page = await openPage(t);
  await page.goto(await startServer(t, app));
  const overlay = await page.waitForFunction('document.querySelector("vite-error-overlay")?.shadowRoot.textContent', undefined, { timeout: 20_000 });
  assert.match(await overlay.jsonValue(), /library\.wasm: .*\[E0\d+\]/);
});

test('on a server, a component has its core modules in its JavaScript', async (t) => {
  const app = makeApp(t);
  assert.equal(await run(process.execPath, ['ssr.js'], { cwd: app, timeout: 60_000 }), 'Hello, server (6)!\n');
});
