// The READMEs of examples/: their commands are run, and what they say is printed is printed.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { emptyPage } from '../browser/chromium.js';
import { runtimePath } from './runtimes.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const component = join(root, 'tests/guests/built/example-handler.wasm');

/** The fenced blocks of a README, by their info lines. @param {string} text */
const blocksOf = (text) => Object.fromEntries(Array.from(text.matchAll(/^```(\w+(?: \w+)?)\n([^]*?)^```$/gm), ([, info, content]) => [info, content]).reverse());

/** A port that is free. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * A copy of an example beside the handler, built, with what npm would install, on another port.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} name
 * @param {Record<string, string>} tools programs that npx finds, by name
 */
async function readersFolder(t, name, tools) {
  const parent = mkdtempSync(join(tmpdir(), 'jco-example-'));
  t.after(() => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }));
  const port = await freePort();
  const folder = join(parent, name);
  cpSync(join(root, 'examples', name), folder, { recursive: true });
  const isText = /\.(js|json|md|html)$/;
  for (const file of readdirSync(folder).filter((file) => isText.test(file))) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('8080', String(port)));
  }
  const built = join(parent, 'handler/target/wasm32-wasip2/release');
  mkdirSync(built, { recursive: true });
  copyFileSync(component, join(built, 'handler.wasm'));
  mkdirSync(join(folder, 'node_modules/@jco'), { recursive: true });
  symlinkSync(join(root, 'packages/jco'), join(folder, 'node_modules/jco'));
  symlinkSync(join(root, 'packages/preview2-shim'), join(folder, 'node_modules/@jco/preview2-shim'));
  const bin = join(parent, 'bin');
  mkdirSync(bin);
  const program = (/** @type {string} */ name, /** @type {string} */ script) => writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  program('npx', 'exec "$@"');
  program('npm', ':');
  for (const [name, path] of Object.entries(tools)) symlinkSync(path, join(bin, name));
  const path = [bin, join(root, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter);
  return { folder, port, env: { ...process.env, PATH: path, NODE_NO_WARNINGS: '1' }, ...blocksOf(readFileSync(join(folder, 'README.md'), 'utf8')) };
}

/** @typedef {Awaited<ReturnType<typeof readersFolder>> & Record<string, string>} Example */

/**
 * @param {Example} example
 * @param {string} commands
 * @returns {Promise<string>} what they print
 */
function shell({ folder, env }, commands) {
  return new Promise((resolve, reject) => {
    execFile('sh', ['-ec', commands], { cwd: folder, env, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${commands}\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

/**
 * Starts what runs until it is ended, and waits until it can be connected to.
 *
 * @param {import('node:test').TestContext} t
 * @param {Example} example
 * @param {string} command
 */
async function started(t, { folder, env, port }, command) {
  // A group of its own, for the shell has children.
  const server = spawn('sh', ['-ec', `exec ${command}`], { cwd: folder, env, detached: true, stdio: 'pipe' });
  let printed = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => (printed += data));
  let isGone = false;
  const gone = once(server, 'close').then(() => (isGone = true));
  t.after(async () => {
    if (!isGone) process.kill(-(/** @type {number} */ (server.pid)), 'SIGKILL');
    await gone;
  });
  const deadline = performance.now() + 60_000;
  while (!(await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false))) {
    assert.ok(!isGone && performance.now() < deadline, `${command} does not listen\n${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {string} commands */
const lastOf = (commands) => commands.trimEnd().split('\n').at(-1) ?? '';

/** `curl`, where it is not installed, as far as the READMEs use it. */
const curl = `
  const [first, data] = process.argv.slice(1);
  const url = process.argv.at(-1);
  const response = await fetch(url, first === '--data' ? { method: 'POST', body: data } : {});
  process.stdout.write(await response.text());
`;

/** Each example of a server, and the runtime that it needs. @type {[string, import('./runtimes.js').RuntimeName?][]} */
const servers = [['workerd', 'workerd'], ['deno', 'deno'], ['bun', 'bun'], ['node']];

for (const [name, runtime] of servers) {
  const { path, absent } = runtime === undefined ? { path: process.execPath } : await runtimePath(runtime);
  test(`examples/${name} does what it says`, { skip: absent, timeout: 180_000 }, async (t) => {
    const example = /** @type {Example} */ (await readersFolder(t, name, runtime === undefined ? {} : { [runtime]: /** @type {string} */ (path) }));
    const server = lastOf(example.sh);
    await shell(example, example.sh.slice(0, example.sh.lastIndexOf(server)));
    const configuration = join(example.folder, 'worker/handler.capnp');
    if (existsSync(configuration)) writeFileSync(configuration, readFileSync(configuration, 'utf8').replace('8080', String(example.port)));
    await started(t, example, server);
    const hasCurl = await shell(example, 'command -v curl').then(() => true, () => false);
    const commands = hasCurl ? example['sh client'].replaceAll('curl ', 'curl --silent --show-error ') : example['sh client'].replaceAll('curl ', `node --input-type=module -e "$CURL" -- `);
    example.env.CURL = curl;
    assert.equal((await shell(example, commands)).trimEnd(), example.text.trimEnd());
  });
}

test('examples/service-worker does what it says', { timeout: 180_000 }, async (t) => {
  const example = /** @type {Example} */ (await readersFolder(t, 'service-worker', {}));
  await shell(example, example.sh);
  await started(t, example, example['sh serve'].trim());
  const page = await emptyPage();
  t.after(() => page.context().browser()?.close());
  await page.goto(`http://127.0.0.1:${example.port}/`);
  await page.waitForFunction('document.querySelector("pre").textContent !== ""', undefined, { timeout: 60_000 });
  assert.equal(await page.textContent('pre'), 'Hello from Rust, /api/path\nIN CAPITALS');
  // It is the component that has answered, and no server.
  assert.equal((await fetch(`http://127.0.0.1:${example.port}/api/path`)).status, 404);
});
