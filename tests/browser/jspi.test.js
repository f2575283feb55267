// Components that wait, in a page: its thread goes on, and so do its timers and its requests.

import assert from 'node:assert/strict';
import http2 from 'node:http2';
import https from 'node:https';
import { after, before, test } from 'node:test';

import { transpile } from 'jco';

import { certificate } from '../runtime/certificate.js';
import { guestBytes } from '../runtime/guest.js';
import { openPage } from './chromium.js';

/** @type {Awaited<ReturnType<typeof openPage>>} */
let page;
before(async () => {
  page = await openPage({
    pages: {
      ...(await transpiled('command')),
      ...(await transpiled('polling')),
      ...(await transpiled('http-client')),
      async '/echo'(request, response) {
        response.writeHead(200, { 'content-type': 'text/plain' });
        for await (const chunk of request) response.write(chunk);
        response.end();
      },
      async '/drip'(_, response) {
        response.writeHead(200);
        response.write('first ');
        setTimeout(() => response.end('second'), 50);
      },
    },
  });
});
after(() => page.close());

/**
 * A guest's files as pages.
 *
 * @param {string} name
 * @returns {Promise<Record<string, import('./server.js').Page>>}
 */
async function transpiled(name) {
  const { files } = await transpile(guestBytes(name), { name, instantiation: 'async', asyncMode: 'jspi' });
  const type = (/** @type {string} */ path) => (path.endsWith('.js') ? 'text/javascript' : 'application/wasm');
  const pages = Object.entries(files).map(([path, body]) => [`/jspi/${path}`, { type: type(path), body }]);
  return Object.fromEntries(pages);
}

const run = (/** @type {string} */ name, /** @type {string[]} */ args) => page.call('jspi', 'run', name, args);

test('a Rust command that sleeps', { timeout: 60_000 }, async () => {
  const { ticks, milliseconds } = await run('command', ['sleep', '200']);
  assert.ok(milliseconds >= 200, `${milliseconds} ms`);
  assert.ok(ticks > 5, 'the page went on');
});

test('clocks, timers and poll', { timeout: 60_000 }, async () => {
  assert.match((await run('polling', ['clocks'])).stdout, /waited true\npast true\n$/);
  assert.match((await run('polling', ['timers'])).stdout, /soon \[1\]\n/);
});

test('an HTTP client, with bodies both ways', { timeout: 60_000 }, async () => {
  const { stdout } = await run('http-client', ['--body', 'from a page', 'POST', `${page.origin}/echo`]);
  assert.match(stdout, /200[^]*from a page/);
  assert.match((await run('http-client', ['GET', `${page.origin}/drip`])).stdout, /first second/);
  const large = await run('http-client', ['--fill', '300000', '--summary', 'POST', `${page.origin}/echo`]);
  assert.match(large.stdout, /300000/);
});

const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/**
 * @param {import('node:http2').Http2SecureServer | import('node:https').Server} server
 * @param {import('node:test').TestContext} context
 */
async function listening(server, context) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  context.after(() => void server.close());
  return `https://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
}

test('a body is on its way while the guest writes it, to a server of HTTP/2', { timeout: 60_000 }, async (context) => {
  /** @type {(string | undefined)[]} */
  const lengths = [];
  const server = http2.createSecureServer({ ...certificate }, async (request, response) => {
    response.writeHead(200, cors);
    if (request.method === 'POST') lengths.push(request.headers['content-length']);
    let length = 0;
    for await (const bytes of request) length += bytes.length;
    response.end(`${length} bytes`);
  });
  const url = await listening(server, context);
  const { stdout } = await run('http-client', ['--fill', '1000000', 'POST', url]);
  assert.match(stdout, /1000000 bytes/);
  assert.deepEqual(lengths, [undefined], 'it was not known how long it would be');
});

test('a body waits until it is whole, for a server of HTTP/1.1', { timeout: 60_000 }, async (context) => {
  let requests = 0;
  const server = https.createServer({ ...certificate }, (request, response) => {
    requests += Number(request.method === 'POST');
    response.writeHead(200, cors);
    request.pipe(response);
  });
  const url = await listening(server, context);
  for (const time of [1, 2]) {
    const { stdout } = await run('http-client', ['--body', `${time} times`, 'POST', url]);
    assert.match(stdout, new RegExp(`${time} times`));
    assert.equal(requests, time);
  }
  assert.match((await run('http-client', ['--fill', '300000', '--summary', 'POST', url])).stdout, /300000/);
});

test('components that wait take turns with nobody but themselves', { timeout: 60_000 }, async () => {
  const { milliseconds } = await page.call('jspi', 'runMany', 'command', 8, ['sleep', '200']);
  assert.ok(milliseconds < 8 * 200, `${milliseconds} ms`);
});

test('one that cannot be suspended is told so beside them', { timeout: 60_000 }, async () => {
  const { name, code } = await page.call('jspi', 'sleepsBeside', 'command');
  assert.deepEqual({ name, code }, { name: 'WouldWait', code: 'E0505' });
});
