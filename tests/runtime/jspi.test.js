// Guests that wait, in engines that can suspend them: the event loop of the same thread goes on, and answers them.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';

import { WASIShim } from '@jco/preview2-shim/instantiation';

import { importGuest, instantiableGuest } from './guest.js';

const hasJspi = typeof /** @type {any} */ (WebAssembly).promising === 'function';
const skip = hasJspi ? false : 'this engine has no JSPI';
const options = { asyncMode: /** @type {const} */ ('jspi'), instantiation: /** @type {const} */ ('async') };

/**
 * Runs a command in this thread.
 *
 * @param {(imports: object) => Promise<Record<string, any>>} instantiate
 * @param {string[]} args
 * @param {object} [configuration]
 */
async function run(instantiate, args, configuration = {}) {
  let stdout = '';
  const print = (/** @type {Uint8Array} */ bytes) => void (stdout += Buffer.from(bytes).toString());
  const shim = new WASIShim({ ...configuration, args: ['command.wasm', ...args], stdout: print });
  const guest = await instantiate(shim.getImportObject());
  const running = guest.run.run();
  assert.ok(running instanceof Promise);
  await running;
  return stdout;
}

/** @param {net.Server} server @param {import('node:test').TestContext} context */
async function listening(server, context) {
  server.listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  return /** @type {net.AddressInfo} */ (server.address()).port;
}

test('timers fire while a guest sleeps', { skip, timeout: 60_000 }, async () => {
  const polling = await instantiableGuest('polling', options);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const printed = await run(polling, ['clocks']);
  clearInterval(timer);
  assert.match(printed, /waited true\npast true\n$/);
  assert.ok(ticks > 0, 'the thread went on');
  assert.match(await run(polling, ['timers']), /soon \[1\]\n/);
  assert.equal(await run(polling, ['many', '1000']), 'polled 1000\n');
});

test('guests sleep side by side', { skip, timeout: 60_000 }, async () => {
  const sleepy = await instantiableGuest('command', options);
  const start = performance.now();
  await Promise.all(Array.from({ length: 8 }, () => run(sleepy, ['sleep', '300'])));
  assert.ok(performance.now() - start < 8 * 300, 'not one after the other');
});

test('a guest asks a server of its own thread', { skip, timeout: 60_000 }, async (context) => {
  const server = http.createServer((request, response) => request.pipe(response));
  const port = await listening(server, context);
  const client = await instantiableGuest('http-client', options);
  const url = `http://127.0.0.1:${port}/`;
  const printed = await run(client, ['--body', 'from the same thread', 'POST', url], { network: true });
  assert.match(printed, /200/);
  assert.match(printed, /from the same thread/);
  const large = await run(client, ['--fill', '1000000', '--summary', 'POST', url], { network: true });
  assert.match(large, /1000000/);
});

test('a guest that is imported gives promises too', { skip, timeout: 60_000 }, async () => {
  const { run } = await importGuest('hello', { asyncMode: 'jspi' });
  const ran = run.run();
  assert.ok(ran instanceof Promise);
  await ran;
});

test('a library that waits nowhere is as it is without', async () => {
  const { transpile } = await import('jco');
  const { guestBytes } = await import('./guest.js');
  for (const name of ['library', 'composed', 'echo']) {
    const [plain, waiting] = await Promise.all([transpile(guestBytes(name)), transpile(guestBytes(name), { asyncMode: 'jspi' })]);
    assert.deepEqual(waiting.files, plain.files, name);
  }
});
