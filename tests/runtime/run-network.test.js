// What of the network `jco run` gives an app: nothing, unless asked for.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';

import { guest, jcoRun } from './jco-run.js';

/** @type {string[]} what clients have said to the TCP server */
const heard = [];
const echo = createServer((socket) => socket.on('data', (data) => heard.push(String(data))).pipe(socket));
const web = createHttpServer((request, response) => response.end(`you asked for ${request.url}`));

/** @type {string} */
let tcp;
/** @type {string} */
let http;
before(async () => {
  for (const server of [echo, web]) await once(server.listen(0, '127.0.0.1'), 'listening');
  [tcp, http] = [echo, web].map((server) => `127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`);
});
after(() => {
  echo.close();
  web.close();
});

const send = (/** @type {string[]} */ options) => jcoRun([...options, guest('sockets'), 'tcp-send', tcp, 'hi']);
const get = (/** @type {string[]} */ options) => jcoRun([...options, guest('http-client'), 'GET', `http://${http}/page`]);
const resolve = (/** @type {string[]} */ options) => jcoRun([...options, guest('sockets'), 'resolve', 'localhost']);

const denied = { code: 1, signal: null, stdout: 'error PermissionDenied\n', stderr: '' };

test('an app connects where it may, and nowhere else', async () => {
  heard.length = 0;
  assert.deepEqual(await send([]), denied);
  assert.deepEqual(await send(['--allow-net', '127.0.0.1:1']), denied);
  assert.deepEqual(await send(['--allow-net', 'example.com']), denied);
  assert.deepEqual(await send(['-S', 'inherit-network,tcp=n']), denied);
  assert.deepEqual(await send(['-S', 'http']), denied);
  assert.deepEqual(heard, []);
  for (const options of [['--allow-net', tcp], ['--allow-net', `example.com,${tcp}`], ['--allow-net', '127.0.0.0/8'], ['-S', 'inherit-network']]) {
    const { code, stdout, stderr } = await send(options);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, options.join(' '));
    assert.match(stdout, /^answer "hi"$/m);
  }
  assert.equal(heard.length, 4);
});

test('an app sends HTTP requests where it may', async () => {
  for (const options of [[], ['--allow-net', '127.0.0.1:1'], ['--allow-net', 'example.com'], ['-S', 'inherit-network,http=n']]) {
    const { code, stdout } = await get(options);
    assert.equal(code, 1, options.join(' '));
    assert.match(stdout, /request-?denied/i, options.join(' '));
  }
  for (const options of [['-S', 'http'], ['--allow-net', http], ['-S', 'inherit-network']]) {
    const { code, stdout, stderr } = await get(options);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, options.join(' '));
    assert.match(stdout, /you asked for \/page/);
  }
});

test('an app looks up the names it may', async () => {
  for (const options of [[], ['--allow-net', 'example.com'], ['-S', 'inherit-network']]) {
    assert.match((await resolve(options)).stdout, /^refused /, options.join(' '));
  }
  for (const options of [['-S', 'allow-ip-name-lookup'], ['--allow-net', 'localhost:80']]) {
    const { code, stdout } = await resolve(options);
    assert.equal(code, 0, options.join(' '));
    assert.match(stdout, /^(127\.0\.0\.1|::1)$/m, options.join(' '));
  }
});

test('a pattern that is none is a mistake on the command line', async () => {
  const { code, stderr } = await send(['--allow-net', 'a:b:c']);
  assert.equal(code, 1);
  assert.match(stderr, /^error\[E0403\]: network connect: "a:b:c" is no pattern; [^]*--> --allow-net\n$/);
});
