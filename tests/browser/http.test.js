// The HTTP client of a page, against a real server.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openPage } from './chromium.js';

/** @type {Awaited<ReturnType<typeof openPage>>} */
let page;
before(async () => {
  page = await openPage({
    pages: {
      async '/echo'(request, response) {
        response.writeHead(201, { 'content-type': 'text/plain' });
        response.write(`${request.method} ${request.headers['x-asked']} ${request.headers.cookie}: `);
        for await (const chunk of request) response.write(chunk);
        response.end();
      },
      '/never'() {},
    },
  });
  await page.page.evaluate(() => (document.cookie = 'of=the page'));
});
after(() => page.close());

const send = (/** @type {object} */ asked) => page.call('http', 'send', asked);

test('a request is answered', async () => {
  assert.deepEqual(await send({ path: '/echo?ä' }), { status: 201, type: 'text/plain', text: 'GET yes undefined: ' });
});

test('a body goes there in parts and comes back', async () => {
  const body = ['one, ', 'two, ', 'drei→'];
  const answer = { status: 201, type: 'text/plain', text: 'POST yes undefined: one, two, drei→' };
  assert.deepEqual(await send({ path: '/echo', method: 'post', body }), answer);
});

test('what the network policy does not permit is denied', async () => {
  assert.deepEqual(await send({ path: '/echo', network: { connect: ['example.com'] } }), { error: { tag: 'HTTP-request-denied' } });
});

test('a server that does not answer is given up', async () => {
  assert.deepEqual(await send({ path: '/never', timeout: 50 }), { error: { tag: 'connection-read-timeout' } });
});
