// A real Chromium, one for all tests of a file, and pages in it that call functions of the modules in in-page/.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';

import { chromium } from 'playwright-core';

import { importMap } from './import-map.js';
import { serve } from './server.js';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where the browser is: the Debian package `chromium`, or what JCO_CHROMIUM names. */
function executable() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const known = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name)));
  const path = process.env.JCO_CHROMIUM ?? known.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('there is no Chromium: `apt-get install chromium`, or name one by JCO_CHROMIUM');
  return path;
}

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let browser;

after(async () => (await browser)?.close());

/** An empty page of the browser. */
export async function emptyPage() {
  browser ??= chromium.launch({ executablePath: executable(), headless: true, args: flags });
  // Servers of tests have a certificate that they signed themselves.
  return (await browser).newPage({ ignoreHTTPSErrors: true });
}

export const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * A page with the repository's modules.
 *
 * @param {{ pages?: Record<string, import('./server.js').Page>, headers?: Record<string, string> }} [setup]
 */
export async function openPage({ pages = {}, headers } = {}) {
  const script = `<!doctype html><script type="importmap">${JSON.stringify(importMap)}</script>`;
  pages['/'] = { body: script };
  const server = await serve(pages, headers);
  const page = await emptyPage();
  /** @type {string[]} */
  const consoleLines = [];
  page.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
  await page.goto(`${server.origin}/`);
  return {
    page,
    console: consoleLines,
    origin: server.origin,

    /**
     * Calls a function of a module in in-page/, with what JSON can say.
     *
     * @param {string} module
     * @param {string} name
     * @param {...unknown} args
     * @returns {Promise<any>}
     */
    call: (module, name, ...args) =>
      page.evaluate(
        async ([module, name, args]) => {
          const { [name]: called } = await import(/** @type {string} */ (`/tests/browser/in-page/${module}.js`));
          return called(...args);
        },
        /** @type {[string, string, unknown[]]} */ ([module, name, args]),
      ),

    async close() {
      await page.close();
      await server.close();
    },
  };
}
