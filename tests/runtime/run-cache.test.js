// What `jco run` keeps between runs.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { scratchFolder } from './guest.js';
import { guest, jcoRun } from './jco-run.js';

const hello = guest('hello');

/** @param {string} folder @param {string[]} [options] */
const runWith = (folder, options = []) => jcoRun(['-v', ...options, hello], { env: { JCO_CACHE: folder } });

/** @param {{ code: number | null, stdout: string, stderr: string }} run */
function outcome({ code, stdout, stderr }) {
  assert.deepEqual({ code, stdout }, { code: 0, stdout: 'hello\n' });
  const [, how] = /is a component, (transpiled|found in the cache), [\d.]+ ms\n$/.exec(stderr) ?? [];
  return how;
}

test('a component is transpiled once', async () => {
  const folder = join(scratchFolder(), 'made/here');
  assert.equal(outcome(await runWith(folder)), 'transpiled');
  assert.equal(outcome(await runWith(folder)), 'found in the cache');
  assert.equal(outcome(await runWith(folder, ['--jco-import-bindings', 'hybrid'])), 'transpiled');
  assert.equal(readdirSync(folder).length, 2);
});

test('--no-cache neither reads nor writes', async () => {
  const folder = scratchFolder();
  assert.equal(outcome(await runWith(folder, ['--no-cache'])), 'transpiled');
  assert.deepEqual(readdirSync(folder), []);
  await runWith(folder);
  assert.equal(outcome(await runWith(folder, ['--no-cache'])), 'transpiled');
});

test('a damaged entry is replaced', async () => {
  const folder = scratchFolder();
  await runWith(folder);
  const [name] = readdirSync(folder);
  const whole = readFileSync(join(folder, name));
  const flipped = Buffer.from(whole);
  flipped[whole.length - 100] ^= 1;
  for (const damaged of [Buffer.alloc(0), whole.subarray(0, whole.length / 2), flipped, Buffer.alloc(5000, 0xff)]) {
    writeFileSync(join(folder, name), damaged);
    assert.equal(outcome(await runWith(folder)), 'transpiled');
    assert.deepEqual(readFileSync(join(folder, name)), whole);
  }
});

test('a cache that cannot be written costs time only', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file'), '');
  assert.equal(outcome(await runWith(join(folder, 'file/cache'))), 'transpiled');
  const [name] = (await runWith(folder), readdirSync(folder).filter((file) => file.endsWith('.run')));
  const other = scratchFolder();
  mkdirSync(join(other, name));
  assert.equal(outcome(await runWith(other)), 'transpiled');
  assert.deepEqual(readdirSync(other), [name]);
});

test('runs at the same time do not hurt each other', async () => {
  const folder = scratchFolder();
  const runs = await Promise.all(Array.from({ length: 6 }, () => runWith(folder)));
  runs.forEach(outcome);
  assert.equal(outcome(await runWith(folder)), 'found in the cache');
  assert.equal(readdirSync(folder).length, 1);
});

test('what has not been used for longest makes room', async () => {
  const folder = scratchFolder();
  for (let age = 1; age <= 9; age++) {
    const path = join(folder, `${age}.run`);
    writeFileSync(path, Buffer.alloc(8 << 20));
    utimesSync(path, 1e9 - age, 1e9 - age);
  }
  writeFileSync(join(folder, 'mine.txt'), 'not of the cache');
  assert.equal(outcome(await runWith(folder)), 'transpiled');
  const left = readdirSync(folder).filter((name) => /^\d\.run$/.test(name));
  assert.deepEqual(left, ['1.run', '2.run', '3.run', '4.run', '5.run']);
  assert.ok(readdirSync(folder).includes('mine.txt'));
  assert.equal(outcome(await runWith(folder)), 'found in the cache');
});
