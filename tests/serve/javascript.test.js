// A `fetch` handler in JavaScript. StarlingMonkey answers one request in an instance, so each has one of its own.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fetched, guestBytes, serving } from './client.js';

test('a fetch handler answers, request after request', async (context) => {
  const { url } = await serving(context, {}, guestBytes('js-handler'));
  for (let count = 0; count < 10; count++) {
    const { status, text } = await fetched(`${url}hello`);
    assert.deepEqual([status, text], [200, 'Hello from JavaScript!']);
  }
  assert.equal((await fetched(`${url}count`)).text, '1');
  assert.equal((await fetched(`${url}stream`)).text, 'one two three');
  assert.equal((await fetched(`${url}nothing`)).status, 404);
  const echo = await fetched(`${url}echo`, { method: 'PUT', body: 'there and back' });
  assert.equal(echo.text, 'there and back');
  assert.equal(echo.headers['x-method'], 'PUT');
});
