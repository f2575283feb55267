// The playground as a static host has it: below some path, under the policy that its guide asks for, or without any headers.

import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before } from 'node:test';

import { buildPlayground } from '../../apps/playground/build.js';
import { isolated, newPage } from '../browser/chromium.js';
import { serve } from '../browser/server.js';

const policy = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
    "style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** @type {Record<string, string>} */
const types = { '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.gzip': 'application/octet-stream' };

const path = '/some/where/';

/** @type {Record<string, import('../browser/server.js').Page>} */
const pages = {};
/** @type {string} */
let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'playground-'));
  await buildPlayground(folder);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = types[extname(name)];
    if (type !== undefined) pages[path + name.replaceAll('\\', '/')] = { type, body: readFileSync(join(folder, name)) };
  }
  pages[path] = pages[`${path}index.html`];
});
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A page with the playground in it. What the page complains about fails the test at its end.
 *
 * @param {import('node:test').TestContext} t
 * @param {{ fragment?: string, host?: 'strict' | 'plain', options?: import('playwright-core').BrowserContextOptions }} [setup]
 */
export async function openPlayground(t, { fragment = '', host = 'strict', options } = {}) {
  const server = await serve(pages, host === 'strict' ? { ...policy, ...isolated } : {});
  const page = await newPage(options);
  page.setDefaultTimeout(60_000);
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  t.after(async () => {
    await page.context().close();
    await server.close();
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`);
  });
  await page.goto(`${server.origin}${path}${fragment}`);
  return page;
}

/** @typedef {Awaited<ReturnType<typeof openPlayground>>} Page */

/**
 * Drops a file onto the page, as a person does.
 *
 * @param {Page} page
 * @param {string} name
 * @param {Uint8Array | string} content
 */
export async function drop(page, name, content) {
  const bytes = Array.from(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  const data = await page.evaluateHandle(
    ([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(/** @type {number[]} */ (bytes))], /** @type {string} */ (name)));
      return data;
    },
    [name, bytes],
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('#open', type, { dataTransfer: data });
}

/**
 * Chooses an example, and waits until it is open.
 *
 * @param {Page} page
 * @param {string} title
 */
export async function pick(page, title) {
  await page.getByRole('list', { name: 'Examples' }).getByRole('button', { name: title, exact: true }).click();
  await page.locator('#open.small').waitFor();
}

/**
 * The form of a function, opened.
 *
 * @param {Page} page
 * @param {RegExp} signature
 */
export async function openFunction(page, signature) {
  const details = page.locator('details.function').filter({ has: page.locator('summary', { hasText: signature }) });
  if (!(await details.evaluate((element) => /** @type {HTMLDetailsElement} */ (element).open))) await details.locator('summary').click();
  return details;
}
