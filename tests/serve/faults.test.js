// Clients and handlers that misbehave: whoever else asks is answered.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { fetched, rawConnection, serving } from './client.js';

/** @param {string} url */
const isAlive = async (url) => assert.equal((await fetched(`${url}hello`)).text, 'Hello, WASI!');

describe('clients', () => {
  test('one that goes away while it is answered is noticed', async (context) => {
    const server = await serving(context, { maxInstances: 1 });
    const { socket, until } = await rawConnection(server);
    socket.write('GET /bytes/1000000000 HTTP/1.1\r\nhost: a\r\n\r\n');
    await until(/200 OK/);
    socket.destroy();
    // The only instance is free again: its writes ended with an error.
    await isAlive(server.url);
  });

  test('one that goes away while it sends is noticed', async (context) => {
    const server = await serving(context, { maxInstances: 1 });
    const { socket } = await rawConnection(server);
    await new Promise((resolve) => socket.write('POST /length HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nhalf', resolve));
    socket.destroy();
    await isAlive(server.url);
  });

  test('what is left of one body is not part of the next', async (context) => {
    const server = await serving(context, { isolate: 'none', maxInstances: 1 });
    for (let round = 0; round < 5; round++) {
      const { socket, until } = await rawConnection(server);
      socket.write(`POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 9000000\r\n\r\n${'old'.repeat(300_000)}`);
      await until(/200 OK/);
      socket.destroy();
      const body = 'new'.repeat(200_000);
      assert.equal((await fetched(`${server.url}echo`, { method: 'POST', body })).text, body);
    }
  });

  test('one that reads slowly holds up nobody', async (context) => {
    const server = await serving(context);
    const { socket, until } = await rawConnection(server);
    socket.write('GET /bytes/50000000 HTTP/1.1\r\nhost: a\r\n\r\n');
    await until(/200 OK/);
    socket.pause();
    for (let count = 0; count < 20; count++) await isAlive(server.url);
    socket.destroy();
  });

  test('one that sends no more is given up', async (context) => {
    const server = await serving(context, { idleTimeout: 300, maxInstances: 1 });
    const { socket, closed } = await rawConnection(server);
    socket.write('POST /length HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nhalf');
    assert.match(await closed(), /^(HTTP\/1\.1 500|HTTP\/1\.1 408|$)/);
    await isAlive(server.url);
  });

  test('nonsense is answered with 400', async (context) => {
    const server = await serving(context);
    for (const nonsense of ['\0\0\0\0\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.1\r\nno colon\r\n\r\n']) {
      const { socket, closed } = await rawConnection(server);
      socket.write(nonsense);
      assert.match(await closed(), /^HTTP\/1\.1 400/);
    }
    await isAlive(server.url);
  });

  test('too many headers are answered with 431', async (context) => {
    const server = await serving(context);
    const { socket, closed } = await rawConnection(server);
    socket.write(`GET /hello HTTP/1.1\r\nhost: a\r\n${'x: yyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n'.repeat(2000)}\r\n`);
    assert.match(await closed(), /^HTTP\/1\.1 431/);
    await isAlive(server.url);
  });
});

describe('handlers', () => {
  test('a slow one blocks nobody', async (context) => {
    const { url } = await serving(context);
    const begun = performance.now();
    const slow = Array.from({ length: 6 }, () => fetched(`${url}sleep/3000`));
    const first = await Promise.race([...slow, fetched(`${url}hello`)]);
    assert.equal(first.text, 'Hello, WASI!');
    const answers = await Promise.all(slow);
    assert.ok(answers.every(({ text }) => text === 'slept'));
    assert.ok(performance.now() - begun < 6 * 3000, 'they were answered one after the other');
  });

  // What was written and not flushed has not been sent: the client can still be told by a status.
  for (const path of ['spin', 'spin-after', 'slow/2/60000']) {
    test(`one that takes too long is ended: ${path}`, async (context) => {
      const { url, warnings } = await serving(context, { requestTimeout: 400 });
      const { status, isWhole } = await fetched(`${url}${path}`);
      assert.deepEqual([status, isWhole], path.startsWith('slow') ? [200, false] : [504, true]);
      await isAlive(url);
      assert.match(warnings.join('\n'), /took longer than 400 ms/);
    });
  }

  test('one that only waits for its client has the time the client takes', async (context) => {
    const server = await serving(context, { requestTimeout: 1500, idleTimeout: 20_000 });
    const { socket, until } = await rawConnection(server);
    socket.write('POST /length HTTP/1.1\r\nhost: a\r\ncontent-length: 8\r\n\r\nhalf');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    socket.write('half');
    await until(/\r\n\r\n8$/);
    socket.destroy();
  });

  test('no more than the body that is permitted reaches one', async (context) => {
    const { url } = await serving(context, { maxBody: 1000 });
    assert.equal((await fetched(`${url}length`, { method: 'POST', body: 'x'.repeat(1000) })).text, '1000');
    assert.equal((await fetched(`${url}length`, { method: 'POST', body: 'x'.repeat(1001) })).status, 413);
    const chunked = { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: [Buffer.alloc(600), Buffer.alloc(600)] };
    assert.equal((await fetched(`${url}length`, chunked)).status, 413);
    await isAlive(url);
  });
});
