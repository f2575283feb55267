// Pages in Chromium, served from a folder on loopback.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { delimiter, extname, join, normalize } from 'node:path';

import { bundlers } from './tools.js';

const { chromium } = createRequire(join(bundlers, 'package.json'))('playwright-core');

/** Where Chromium is, or false. */
export const chromiumPath = (() => {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return process.env.CHROMIUM ?? folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync) ?? false;
})();

/**
 * A page in a browser of its own.
 *
 * @param {import('node:test').TestContext} t
 * @returns {Promise<any>}
 */
export async function openPage(t) {
  const quiet = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', ...quiet] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.problems = [];
  page.on('pageerror', (/** @type {Error} */ error) => page.problems.push(String(error)));
  page.on('console', (/** @type {any} */ message) => message.type() === 'error' && page.problems.push(message.text()));
  return page;
}

/**
 * What the body of a page says, once it says something.
 *
 * @param {any} page
 * @param {string} url
 * @returns {Promise<string>}
 */
export async function textOf(page, url) {
  await page.goto(url);
  try {
    await page.waitForFunction('document.body.textContent.trim() !== ""', undefined, { timeout: 20_000 });
  } catch (cause) {
    throw new Error(`the page stays empty: ${page.problems.join('\n')}`, { cause });
  }
  return (await page.textContent('body')).trim();
}

const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/**
 * Serves a folder.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {Record<string, string>} [headers]
 * @returns {Promise<string>} its URL
 */
export async function serve(t, folder, headers = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const type = types[/** @type {keyof typeof types} */ (extname(path))] ?? 'text/html';
    try {
      const content = await readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path));
      response.writeHead(200, { 'content-type': type, ...headers }).end(content);
    } catch {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => (server.closeAllConnections(), server.close()));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}/`;
}
