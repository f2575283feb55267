// wasi:sockets and wasi:http by guests in C, with bindings of their own, against servers and clients of Node.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { guest, jcoRun } from './jco-run.js';

const cli = fileURLToPath(new URL('../../packages/jco/bin/jco.js', import.meta.url));

/** @param {{ address(): any }} server */
const portOf = (server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port;

/**
 * Starts the guest as a server, and gives the port it prints.
 *
 * @param {import('node:test').TestContext} context
 * @param {string} what
 */
async function serving(context, what) {
  const child = spawn(process.execPath, [cli, 'run', '-S', 'inherit-network', guest('c-sockets'), what], { stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => child.kill());
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  const ended = once(child, 'close');
  while (!printed.includes('\n')) await Promise.race([once(child.stdout, 'data'), ended.then(() => assert.fail(printed))]);
  return {
    port: Number.parseInt(printed),
    async end() {
      const [code] = await ended;
      return { code, printed: printed.slice(printed.indexOf('\n') + 1) };
    },
  };
}

test('C connects, sends, ends its side, and reads to the end', { timeout: 60_000 }, async () => {
  const parts = /** @type {Buffer[]} */ ([]);
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (data) => parts.push(data)).on('end', () => socket.end(Buffer.concat(parts)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const text = 'žluť '.repeat(3000);
    const { code, stdout } = await jcoRun(['-S', 'inherit-network', guest('c-sockets'), 'send', String(portOf(server)), text]);
    assert.ok(Buffer.concat(parts).equals(Buffer.from(text)));
    assert.ok(stdout === text, `${stdout.length} characters`);
    assert.equal(code, 0);
  } finally {
    server.close();
  }
});

test('C is told why it cannot connect', { timeout: 60_000 }, async () => {
  const server = net.createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const port = String(portOf(server));
  await new Promise((resolve) => server.close(resolve));
  const refused = await jcoRun(['-S', 'inherit-network', guest('c-sockets'), 'send', port, 'x']);
  // error-code.connection-refused and .access-denied
  assert.deepEqual([refused.code, refused.stdout], [1, 'connect: error 14\n']);
  const denied = await jcoRun([guest('c-sockets'), 'send', port, 'x']);
  assert.deepEqual([denied.code, denied.stdout], [1, 'create: error 1\n']);
});

test('C listens, accepts and echoes a megabyte', { timeout: 60_000 }, async (context) => {
  const { port, end } = await serving(context, 'echo');
  const client = net.connect({ port, host: '127.0.0.1' });
  const bytes = Buffer.alloc(1 << 20, 'abcdefghijk');
  client.end(bytes);
  const back = /** @type {Buffer[]} */ ([]);
  for await (const data of client) back.push(data);
  assert.ok(Buffer.concat(back).equals(bytes));
  assert.deepEqual(await end(), { code: 0, printed: `${bytes.length} bytes\n` });
});

test('C receives a datagram, and answers whoever sent it', { timeout: 60_000 }, async (context) => {
  const { port, end } = await serving(context, 'datagram');
  const client = dgram.createSocket('udp4');
  context.after(() => client.close());
  client.send('a datagram', port, '127.0.0.1');
  const [answer, from] = await once(client, 'message');
  assert.deepEqual([String(answer), from.port], ['a datagram', port]);
  assert.deepEqual(await end(), { code: 0, printed: '1 sent, 10 bytes\n' });
});

test('C sends a request with body and trailer, and reads all of the response', { timeout: 60_000 }, async () => {
  /** @type {object[]} */
  const seen = [];
  const server = createHttpServer(async (request, response) => {
    let body = '';
    for await (const data of request) body += data;
    const { method, url, headers, trailers } = request;
    seen.push({ method, url, from: headers['x-from'], body, trailers });
    response.writeHead(201, { 'x-answer': 'yes', trailer: 'x-sum', date: 'now' });
    response.write('the answer');
    response.addTrailers({ 'x-sum': '42' });
    response.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const authority = `127.0.0.1:${portOf(server)}`;
  try {
    const run = (/** @type {string[]} */ ...args) => jcoRun(['-S', 'inherit-network', guest('c-http'), authority, ...args]);
    const answer = 'status 201\nheader x-answer: yes\nheader trailer: x-sum\nheader date: now\nthe answer\ntrailer x-sum: 42\n';
    const got = await run('/path?query');
    assert.deepEqual([got.code, got.stdout], [0, answer]);
    const posted = await run('/', 'x'.repeat(10_000));
    assert.deepEqual([posted.code, posted.stdout], [0, answer]);
    assert.deepEqual(seen, [
      { method: 'GET', url: '/path?query', from: 'C', body: '', trailers: {} },
      { method: 'POST', url: '/', from: 'C', body: 'x'.repeat(10_000), trailers: { 'x-end': 'here' } },
    ]);
  } finally {
    server.close();
  }
  // error-code.connection-refused
  const refused = await jcoRun(['-S', 'inherit-network', guest('c-http'), authority, '/']);
  assert.deepEqual([refused.code, refused.stdout], [1, 'error 6\n']);
  const denied = await jcoRun([guest('c-http'), authority, '/']);
  // error-code.HTTP-request-denied
  assert.deepEqual([denied.code, denied.stdout], [1, 'refused 15\n']);
});
