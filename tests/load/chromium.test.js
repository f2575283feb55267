import assert from 'node:assert/strict';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromiumPath, openPage, serve, textOf } from '../bundlers/browser.js';
import { makeApp } from '../bundlers/tools.js';
import { run } from '../guests/toolchains/cache.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

const hasEngine = existsSync(here('../../packages/jco/wasm/jco.wasm.gzip'));
const skip = !chromiumPath ? 'no Chromium' : !hasEngine && 'the engine for browsers is not built';

/** The page, as Vite builds it without any configuration. @type {string | undefined} */
let built;

/**
 * The page of `page.js`, in a browser.
 *
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string>} [headers]
 */
async function page(t, headers) {
  if (built === undefined) {
    // For all tests: the hook of the first would remove it.
    const app = makeApp({ after: (/** @type {() => void} */ remove) => process.on('exit', remove) });
    copyFileSync(here('./page.js'), join(app, 'main.js'));
    writeFileSync(join(app, 'build.js'), "import { build } from 'vite'; await build({ logLevel: 'warn' });");
    await run(process.execPath, ['build.js'], { cwd: app, timeout: 120_000 });
    built = join(app, 'dist');
    for (const name of ['command', 'library', 'http-client']) copyFileSync(here(`../guests/built/${name}.wasm`), join(built, `${name}.wasm`));
  }
  const opened = await openPage(t);
  assert.equal(await textOf(opened, await serve(t, built, headers)), 'ready');
  return opened;
}

const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

test('a page loads a component from a URL, and from its bytes', { skip }, async (t) => {
  const opened = await page(t);
  const said = await opened.evaluate(async () => {
    const { load, imports } = /** @type {any} */ (globalThis);
    const bytes = await (await fetch('library.wasm')).arrayBuffer();
    const instances = await Promise.all([load('library.wasm', { imports }), load(fetch('library.wasm'), { imports }), load(bytes, { imports })]);
    return instances.map(({ greet }) => greet('page'));
  });
  assert.deepEqual(said, Array(3).fill('Hello, page (4)!'));
});

test('a compiled component goes to another thread and back, and is instantiated', { skip }, async (t) => {
  const opened = await page(t);
  const said = await opened.evaluate(async () => {
    const { compile, instantiate, imports } = /** @type {any} */ (globalThis);
    const { port1, port2 } = new MessageChannel();
    const arrived = new Promise((resolve) => (port2.onmessage = ({ data }) => resolve(data)));
    port1.postMessage(await compile('library.wasm'));
    return (await instantiate(await arrived, { imports })).greet('clone');
  });
  assert.equal(said, 'Hello, clone (5)!');
});

test('in a worker, a component calls its host on the page and waits for it', { skip }, async (t) => {
  const opened = await page(t, isolated);
  const said = await opened.evaluate(async () => {
    const { load, imports } = /** @type {any} */ (globalThis);
    const describe = async () => 'x'.repeat(200_000);
    const host = { ...imports, 'test:library/host': { ...imports['test:library/host'], describe } };
    const library = await load('library.wasm', { imports: host, worker: true });
    const who = { name: '', age: 1, nickNames: [], home: { x: 1, y: 2 }, favourite: 'red', rights: {} };
    return [await library.greet('worker'), (await library.callbacks.describeInHost(who)).length, await library.callbacks.countUp(3, 4)];
  });
  assert.deepEqual(said, ['Hello, worker (6)!', 200_000, 7]);
});

test('in a worker, a component sends a request and waits for the answer', { skip }, async (t) => {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('answer');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const opened = await page(t, isolated);
  await opened.evaluate(async (url) => {
    const { load } = /** @type {any} */ (globalThis);
    const wasi = { args: ['http-client', 'GET', url], network: { connect: ['127.0.0.1'] } };
    const { run } = await load('http-client.wasm', { worker: true, wasi });
    return run.run();
  }, `http://127.0.0.1:${port}/path`);
  assert.deepEqual(asked, ['GET /path']);
});

test('in a worker, a component has a directory of the browser, which is written when a call ends', { skip }, async (t) => {
  const opened = await page(t);
  const said = await opened.evaluate(async () => {
    const { load } = /** @type {any} */ (globalThis);
    const handle = await (await navigator.storage.getDirectory()).getDirectoryHandle('work', { create: true });
    const run = async (/** @type {any} */ preopen, /** @type {string[]} */ ...args) => {
      const wasi = { args: ['command', ...args], preopens: { '/work': preopen } };
      const command = await load('command.wasm', { worker: true, wasi });
      return command.run.run().then(() => 'done', () => 'failed');
    };
    const ended = [await run(handle, 'write', '/work/a', 'text'), await run({ mount: handle, readOnly: true }, 'write', '/work/b', '')];
    /** @type {string[]} */
    const names = [];
    for await (const name of /** @type {any} */ (handle).keys()) names.push(name);
    return { ended, names, text: await (await (await handle.getFileHandle('a')).getFile()).text() };
  });
  assert.deepEqual(said, { ended: ['done', 'failed'], names: ['a'], text: 'text' });
});

test('a page that is not isolated is told why a worker cannot call it', { skip }, async (t) => {
  const opened = await page(t);
  const code = await opened.evaluate(async () => {
    const { load, imports } = /** @type {any} */ (globalThis);
    return load('library.wasm', { imports, worker: true }).catch((/** @type {any} */ error) => error.code);
  });
  assert.equal(code, 'E0705');
});

/** @param {string} sources */
const policy = (sources) => ({ 'content-security-policy': `default-src 'self'; style-src 'unsafe-inline'; script-src 'self' ${sources}` });

for (const source of ['blob:', 'data:']) {
  test(`under a policy that allows ${source}, a component is loaded`, { skip }, async (t) => {
    const opened = await page(t, policy(`'wasm-unsafe-eval' ${source}`));
    const said = await opened.evaluate(async () => {
      const { load, imports } = /** @type {any} */ (globalThis);
      return (await load('library.wasm', { imports })).greet('policy');
    });
    assert.equal(said, 'Hello, policy (6)!');
  });
}

test('under a policy that forbids modules made at run time, the error names what to allow', { skip }, async (t) => {
  const opened = await page(t, policy("'wasm-unsafe-eval'"));
  const { code, help } = await opened.evaluate(async () => {
    const { load, imports } = /** @type {any} */ (globalThis);
    return load('library.wasm', { imports }).catch(({ code, help }) => ({ code, help }));
  });
  assert.equal(code, 'E0702');
  assert.match(help, /blob:/);
});

test('under a policy that forbids WebAssembly, the error says so', { skip }, async (t) => {
  const opened = await page(t, policy(''));
  const message = await opened.evaluate(async () => {
    const { load, imports } = /** @type {any} */ (globalThis);
    return load('library.wasm', { imports }).catch(({ message }) => message);
  });
  assert.match(message, /content security policy/i);
});
