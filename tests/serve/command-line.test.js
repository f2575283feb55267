// `jco serve` as a process: how it starts, is told to end, and what it says when it cannot start.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { connect } from 'node:http2';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { fetched } from './client.js';

const jco = fileURLToPath(new URL('../../packages/jco/bin/jco.js', import.meta.url));
const guest = (/** @type {string} */ name) => fileURLToPath(new URL(`../guests/built/${name}.wasm`, import.meta.url));
const handler = guest('http-handler');

/**
 * A server process that is gone when the test is over.
 *
 * @param {import('node:test').TestContext} context
 * @param {string[]} args
 */
async function started(context, ...args) {
  const child = spawn(process.execPath, [jco, 'serve', '--port', '0', ...args]);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (output.stdout += text));
  const exit = once(child, 'close');
  context.after(() => child.kill('SIGKILL'));
  const url = await new Promise((resolve, reject) => {
    child.stderr.on('data', (text) => {
      output.stderr += text;
      const [, url] = /^Serving HTTP on (\S+)$/m.exec(output.stderr) ?? [];
      if (url !== undefined) resolve(url);
    });
    exit.then(([code]) => reject(new Error(`ended with ${code}: ${output.stderr}`)));
  });
  /** @param {RegExp} pattern @param {number} [count] resolves when standard error has it so many times */
  const says = (pattern, count = 1) => new Promise((resolve, reject) => {
    const look = () => (output.stderr.match(new RegExp(pattern, 'gm'))?.length ?? 0) >= count && resolve(undefined);
    child.stderr.on('data', look);
    setTimeout(() => reject(new Error(`not said within 30 s: ${pattern}, but: ${output.stderr}`)), 30_000).unref();
    look();
  });
  return { child, url, output, exit, says };
}

/** @param {string[]} args */
function failed(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [jco, 'serve', ...args], { timeout: 30_000 });
  assert.equal(stdout.toString(), '');
  return { status, stderr: stderr.toString() };
}

/** @param {import('node:test').TestContext} context */
function folder(context) {
  const path = mkdtempSync(join(tmpdir(), 'jco-serve-'));
  context.after(() => rmSync(path, { recursive: true }));
  return path;
}

test('the first line on standard error says where it listens', async (context) => {
  const { url, output } = await started(context, handler);
  assert.match(output.stderr, /^Serving HTTP on http:\/\/127\.0\.0\.1:\d+\/\n/);
  assert.equal((await fetched(`${url}hello`)).text, 'Hello, WASI!');
});

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
  test(`${signal} lets requests finish, and ends it with 0`, async (context) => {
    const { child, url, exit } = await started(context, handler);
    const slow = fetched(`${url}slow/3/400`);
    await fetched(`${url}hello`);
    child.kill(signal);
    assert.equal((await slow).text, 'piece 0\npiece 1\npiece 2\n');
    assert.deepEqual(await exit, [0, null]);
  });
}

test('several processes share the port, and a killed one is replaced', async (context) => {
  const { child, url, says, exit } = await started(context, '--workers', '2', handler);
  const pids = spawnSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)]).stdout.toString().trim().split(/\s+/).map(Number);
  assert.equal(pids.length, 2);
  process.kill(pids[0], 'SIGKILL');
  await says(/ended by SIGKILL/);
  for (let count = 0; count < 10; count++) assert.equal((await fetched(`${url}hello`, { agent: false })).text, 'Hello, WASI!');
  child.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
});

test('each response has a line in the log', async (context) => {
  const { child, url, output, exit } = await started(context, '--log', 'json', '--ready-path', '/ready', handler);
  assert.equal((await fetched(`${url}ready`)).status, 200);
  await fetched(`${url}hello`);
  await fetched(`${url}trap`);
  child.kill('SIGTERM');
  await exit;
  const lines = output.stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ method, path, status, bytes }) => [method, path, status, bytes]), [
    ['GET', '/hello', 200, 12],
    ['GET', '/trap', 500, 0],
  ]);
  assert.match(lines[1].failure, /unreachable/);
});

test('--watch serves the file anew', async (context) => {
  const place = folder(context);
  const app = join(place, 'app.wasm');
  copyFileSync(handler, app);
  const { url, says } = await started(context, '--watch', '--isolate', 'none', '--max-instances', '1', app);
  for (const count of ['1', '2']) assert.equal((await fetched(`${url}count`)).text, count);
  copyFileSync(handler, app);
  await says(/^reloaded$/);
  assert.equal((await fetched(`${url}count`)).text, '1');
  writeFileSync(app, 'no component');
  await says(/^error\[E0/);
  assert.equal((await fetched(`${url}count`)).text, '2');
});

test('a file that cannot be served leaves all processes at the last one', async (context) => {
  const app = join(folder(context), 'app.wasm');
  copyFileSync(handler, app);
  const { url, says } = await started(context, '--watch', '--workers', '2', app);
  writeFileSync(app, 'no component');
  await says(/^error\[E0/, 2);
  for (let count = 0; count < 10; count++) assert.equal((await fetched(`${url}hello`, { agent: false })).text, 'Hello, WASI!');
});

test('TLS serves HTTP/1.1 and HTTP/2', async (context) => {
  const place = folder(context);
  const [cert, key] = [join(place, 'cert.pem'), join(place, 'key.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-keyout', key, '-out', cert],
  ]);
  assert.equal(made.status, 0, made.stderr.toString());
  const { url } = await started(context, '--tls-cert', cert, '--tls-key', key, handler);
  assert.match(url, /^https:/);
  const agent = new SecureAgent({ rejectUnauthorized: false });
  context.after(() => agent.destroy());
  const [response] = await once(secureRequest(`${url}head`, { agent }).end(), 'response');
  assert.match((await response.toArray()).join(''), /scheme Some\(Scheme::Https\)/);

  const session = connect(url, { rejectUnauthorized: false });
  context.after(() => session.destroy());
  const stream = session.request({ ':path': '/echo', ':method': 'POST', 'x-one': '1' });
  stream.end('over h2');
  const [headers] = await once(stream, 'response');
  assert.equal(headers[':status'], 200);
  assert.equal(headers['x-one'], '1');
  assert.equal((await stream.toArray()).join(''), 'over h2');
});

test('a folder, a variable and a host are given by options', async (context) => {
  const upstream = await started(context, handler);
  const { host } = new URL(upstream.url);
  const denied = await started(context, handler);
  assert.match((await fetched(`${denied.url}fetch?${upstream.url}hello`)).text, /HttpRequestDenied/);
  const allowed = await started(context, '--allow-net', host, handler);
  assert.equal((await fetched(`${allowed.url}fetch?${upstream.url}hello`)).text, 'Hello, WASI!');
});

test('what cannot be served is said, and nothing is left running', async (context) => {
  const place = folder(context);
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  context.after(() => busy.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (busy.address());
  writeFileSync(join(place, 'bad.pem'), 'nonsense');

  const cases = /** @type {const} */ ([
    [[guest('hello')], 1, /^error\[E0601\]: the component exports .*"wasi:cli\/run@0\.2\.\d+"\n {2}help: it is a command: `jco run` runs it/],
    [['--port', String(port), handler], 1, /^error\[E0602\]: the address is in use\n {2}--> 127\.0\.0\.1:\d+\n {2}help: end what listens there/],
    [['--workers', '2', '--port', String(port), handler], 1, /^error\[E0602\]: the address is in use/],
    [['--addr', '192.0.2.1:0', handler], 1, /^error\[E0602\]: this machine does not have the address/],
    [['--tls-cert', join(place, 'absent.pem'), '--tls-key', join(place, 'absent.pem'), handler], 1, /^error\[E0401\]: the key is not there\n/],
    [['--tls-cert', join(place, 'bad.pem'), '--tls-key', join(place, 'bad.pem'), handler], 1, /^error\[E0603\]: certificate and key cannot be used/],
    [['--tls-cert', 'cert.pem', handler], 2, /^error\[E0403\]: [^]*--tls-key/],
    [[join(place, 'absent.wasm')], 1, /^error\[E0401\]: the component is not there\n {2}--> .*absent\.wasm/],
    [['--max-memory', '64k', '--port', '0', handler], 1, /^error\[E0604\]: the component starts with \d+ bytes of memory, and may have 65536/],
    [['--no-such-option', handler], 2, /^error\[E0403\]/],
    [[], 2, /^error\[E0403\]/],
  ]);
  for (const [args, status, pattern] of cases) {
    const said = failed(...args);
    assert.match(said.stderr, pattern, args.join(' '));
    assert.equal(said.status, status, args.join(' '));
  }
});
