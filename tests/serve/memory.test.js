// What a server holds, and how often V8 looks for garbage in it.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { Agent, get } from 'node:http';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const jco = fileURLToPath(new URL('../../packages/jco/bin/jco.js', import.meta.url));
const handler = fileURLToPath(new URL('../guests/built/http-handler.wasm', import.meta.url));
const source = new URL('../../packages/jco/src/serve/', import.meta.url);

const skip = process.platform !== 'linux' && 'elsewhere memories of spent instances are left to V8';

/** By itself V8 collects when there are 64 MiB of memories, and an instance of this handler has 1.1. */
const REQUESTS = 2000;

test('memories of spent instances do not make V8 collect garbage all the time', { skip, timeout: 120_000 }, async () => {
  const server = spawn(process.execPath, ['--trace-gc', jco, 'serve', '--port', '0', handler], { stdio: ['ignore', 'pipe', 'pipe'] });
  let traced = '';
  server.stdout.on('data', (text) => (traced += text));
  try {
    const url = await new Promise((resolve) => server.stderr.on('data', (text) => resolve(/http:\S+/.exec(text)?.[0])));
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let count = 0; count < REQUESTS / 8; count++) assert.equal(await answer(`${url}hello`, agent), 'Hello, WASI!');
    }));
    agent.destroy();
  } finally {
    const closed = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGTERM');
    await closed;
  }
  const collections = traced.match(/Mark-Compact/g)?.length ?? 0;
  assert.ok(collections >= REQUESTS / 500, `${collections} collections: is this the text to look for?`);
  assert.ok(collections < REQUESTS / 80, `${collections} collections`);
});

test('what a memory held is gone once it is spent', { skip }, async () => {
  const { SpentMemories } = await import(new URL('guest/spent-memories.js', source).href);
  const { loadAddon } = await import(new URL('../addon.js', source).href);
  const before = process.memoryUsage().external;
  const spent = new SpentMemories(loadAddon());
  for (let count = 0; count < 500; count++) {
    const memory = new WebAssembly.Memory({ initial: 20 });
    const bytes = new Uint8Array(memory.buffer).fill(1);
    spent.add(memory);
    assert.deepEqual([bytes[0], bytes[bytes.length - 1]], [0, 0]);
    assert.ok(process.memoryUsage().external > before, 'V8 is told of less than there is');
  }
});

test('the young generation of the thread that speaks HTTP does not grow for ever', async () => {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepYoungGenerationSmall } from ${JSON.stringify(new URL('young-generation.js', source).href)};
    let kept = [];
    for (let count = 0; count < 3e6; count++) {
      kept.push({ count, list: [count] });
      if (kept.length === 20_000) kept = [];
      if (count % 10_000 === 0) keepYoungGenerationSmall();
    }
    console.log(getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { timeout: 60_000 });
  assert.ok(Number(stdout) <= 16 << 20, `${stdout} bytes`);
});

/**
 * @param {string} url
 * @param {Agent} agent
 * @returns {Promise<string>}
 */
const answer = (url, agent) => new Promise((resolve, reject) => {
  get(url, { agent }, async (response) => resolve((await response.toArray()).join(''))).on('error', reject);
});
