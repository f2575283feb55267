// The repository on a loopback port, as a static server has it.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** @type {Record<string, string>} */
const types = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.html': 'text/html',
  '.wasm': 'application/wasm',
};

/** What may be asked for. */
const PUBLIC = /^\/(packages|tests)\//;

/**
 * @typedef {object} Answer
 * @property {number} [status]
 * @property {string} [type]
 * @property {string | Uint8Array} body
 *
 * @typedef {Answer | ((request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void)} Page
 */

/**
 * @param {Record<string, Page>} [pages] answers in place of files, by path; they may be changed while the server runs
 * @param {Record<string, string>} [headers] of every answer
 * @returns {Promise<{ origin: string, close(): Promise<void> }>}
 */
export async function serve(pages = {}, headers = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const page = pages[pathname] ?? (await file(pathname));
    if (typeof page === 'function') return page(request, response);
    const { status = 200, type = types[extname(pathname)] ?? 'text/html', body } = page;
    response.writeHead(status, { ...headers, 'content-type': type, 'cache-control': 'no-store' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/**
 * @param {string} pathname
 * @returns {Promise<Answer>}
 */
async function file(pathname) {
  const path = normalize(decodeURIComponent(pathname));
  if (!PUBLIC.test(path)) return { status: 404, type: 'text/plain', body: 'not found' };
  try {
    return { body: await readFile(join(root, path)) };
  } catch {
    return { status: 404, type: 'text/plain', body: 'not found' };
  }
}
