// What HTTP/1.1 and HTTP/2 have different ways for: trailers, informational responses, a response that breaks off.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect, constants } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { parse } from 'jco';

import { component, serving } from './client.js';

const informing = await parse(readFileSync(new URL('../guests/informational/informational.wat', import.meta.url), 'utf8'));

/** @param {import('node:test').TestContext} context */
function certificate(context) {
  const folder = mkdtempSync(join(tmpdir(), 'jco-serve-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-keyout', key, '-out', cert],
  ]);
  assert.equal(made.status, 0, made.stderr.toString());
  return { cert, key };
}

/**
 * Sends requests over one connection of HTTP/2.
 * @param {import('node:test').TestContext} context
 * @param {Uint8Array} served
 */
async function session(context, served) {
  const { url, close } = await serving(context, { tls: certificate(context) }, served);
  const session = connect(url, { rejectUnauthorized: false });
  const ask = (/** @type {string} */ path) => session.request({ ':path': path });
  return { ask, close, closed: once(session, 'close') };
}

test('trailers have their names in HTTP/2', { timeout: 30_000 }, async (context) => {
  const { ask } = await session(context, component);
  const stream = ask('/trailers');
  const trailed = once(stream, 'trailers');
  assert.equal((await stream.toArray()).join(''), 'body with trailers');
  const [trailers] = await trailed;
  assert.deepEqual([trailers['x-sum'], trailers['x-end']], ['18', 'yes']);
});

for (const path of ['/trap-after', '/unfinished', '/short/5']) {
  test(`a response that breaks off is not taken for a whole one in HTTP/2: ${path}`, { timeout: 30_000 }, async (context) => {
    const { ask } = await session(context, component);
    const stream = ask(path);
    await assert.rejects(stream.toArray(), /INTERNAL_ERROR/);
    assert.equal(stream.rstCode, constants.NGHTTP2_INTERNAL_ERROR);
    // The connection goes on.
    assert.equal((await ask('/hello').toArray()).join(''), 'Hello, WASI!');
  });
}

test('an informational response comes before the other', { timeout: 30_000 }, async (context) => {
  const { url } = await serving(context, {}, informing);
  const asked = request(url).end();
  const informed = once(asked, 'information');
  const [response] = await once(asked, 'response');
  response.resume();
  const [{ statusCode, headers }] = await informed;
  assert.deepEqual([statusCode, headers.link, response.statusCode], [103, '</style.css>; rel=preload', 200]);
});

test('an informational response comes before the other in HTTP/2', { timeout: 30_000 }, async (context) => {
  const { ask } = await session(context, informing);
  const stream = ask('/');
  const informed = once(stream, 'headers');
  const [headers] = await once(stream, 'response');
  stream.resume();
  const [information] = await informed;
  assert.deepEqual([information[':status'], information.link, headers[':status']], [103, '</style.css>; rel=preload', 200]);
});

test('a client of HTTP/2 that stays does not keep a server from ending', { timeout: 30_000 }, async (context) => {
  const { ask, close, closed } = await session(context, component);
  assert.equal((await ask('/hello').toArray()).join(''), 'Hello, WASI!');
  const slow = ask('/slow/3/200');
  await once(slow, 'response');
  const ended = close();
  assert.equal((await slow.toArray()).join(''), 'piece 0\npiece 1\npiece 2\n');
  await Promise.all([ended, closed]);
});
