// A real Chromium, one for all tests of a file, and pages in it that call functions of the modules in in-page/.

import { after } from 'node:test';

import { importMap } from './import-map.js';
import { launch } from './launch.js';
import { serve } from './server.js';

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let browser;

after(async () => (await browser)?.close());

export const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * An empty page.
 *
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function newPage(options) {
  browser ??= launch();
  // Servers of tests have a certificate that they signed themselves.
  return (await browser).newPage({ ignoreHTTPSErrors: true, ...options });
}

/**
 * A page with the repository's modules.
 *
 * @param {object} [setup]
 * @param {Record<string, import('./server.js').Page>} [setup.pages]
 * @param {Record<string, string>} [setup.headers]
 * @param {import('playwright-core').Browser} [setup.engine] another browser than that of the file
 * @param {() => void} [setup.before] what is done in the page before its own scripts
 */
export async function openPage({ pages = {}, headers, engine, before } = {}) {
  const script = `<!doctype html><script type="importmap">${JSON.stringify(importMap)}</script>`;
  pages['/'] = { body: script };
  const server = await serve(pages, headers);
  const page = engine === undefined ? await newPage() : await engine.newPage();
  if (before !== undefined) await page.addInitScript(before);
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
