// A real Chromium, one for all tests of a file, and pages in it that call functions of the modules in in-page/.

import { after } from 'node:test';

import { importMap } from './import-map.js';
import { launch } from './launch.js';
import { serve } from './server.js';

/** By the flags of its engine. @type {Map<string, Promise<import('playwright-core').Browser>>} */
const browsers = new Map();

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

/** @param {string} engineFlags */
function launched(engineFlags) {
  const known = browsers.get(engineFlags);
  if (known !== undefined) return known;
  const browser = launch(engineFlags);
  browsers.set(engineFlags, browser);
  return browser;
}

export const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * A page with the repository's modules.
 *
 * @param {{ pages?: Record<string, import('./server.js').Page>, headers?: Record<string, string>, engineFlags?: string }} [setup]
 *   `engineFlags` are V8's
 */
export async function openPage({ pages = {}, headers, engineFlags = '' } = {}) {
  const script = `<!doctype html><script type="importmap">${JSON.stringify(importMap)}</script>`;
  pages['/'] = { body: script };
  const server = await serve(pages, headers);
  const page = await (await launched(engineFlags)).newPage();
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
