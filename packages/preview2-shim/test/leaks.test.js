// What is opened and closed again leaves nothing behind: neither memory nor descriptors.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { state, works } from '../bench/flat.js';
import { FOLLOW, READ, preopen, temporaryFolder } from './file-systems.js';

const isLinux = process.platform === 'linux';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Less than this is not growth, but what happens to be alive. */
const NOISE = 1 << 20;

function heap() {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const descriptors = () => readdirSync('/proc/self/fd').length;

/**
 * @param {number} times
 * @param {() => void} work
 */
function assertFlat(times, work) {
  const repeat = () => {
    for (let index = 0; index < times; index++) work();
  };
  work();
  const open = descriptors();
  const before = heap();
  repeat();
  const grown = heap() - before;
  assert.ok(grown < NOISE, `the heap has grown by ${grown} bytes`);
  assert.equal(descriptors(), open);
}

test('a million files are opened and closed', { skip: !isLinux }, (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'file'), 'content');
  const root = preopen(folder);
  assertFlat(1_000_000, () => root.openAt(FOLLOW, 'file', {}, READ)[Symbol.dispose]());
});

test('streams, directories on the way, and entries are let go of', { skip: !isLinux }, (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  writeFileSync(join(folder, 'a/b/file'), 'content');
  const root = preopen(folder);
  assertFlat(20_000, () => {
    const file = root.openAt(FOLLOW, 'a/b/../b/file', {}, READ);
    const stream = file.readViaStream(0n);
    file[Symbol.dispose]();
    assert.equal(stream.read(3n).length, 3);
    stream[Symbol.dispose]();
    const directory = root.openAt(FOLLOW, 'a', { directory: true }, READ);
    const entries = directory.readDirectory();
    assert.equal(entries.readDirectoryEntry().name, 'b');
    entries[Symbol.dispose]();
    directory[Symbol.dispose]();
    assert.throws(() => root.openAt(FOLLOW, 'a/b/none', {}, READ));
  });
});

/** Connections that are kept for the next request come and go. */
const KEPT = 8;

// A fiftieth of what bench/flat.js does.
for (const [name, times, start] of works) {
  test(`nothing is left of ${name}`, { skip: !isLinux, timeout: 60_000 }, async () => {
    const work = await start();
    try {
      for (let index = 0; index < 200; index++) work.once(index);
      const before = state();
      for (let index = 0; index < times / 50; index++) work.once(index);
      const after = state(before.descriptors + KEPT);
      assert.ok(after.heap - before.heap < NOISE, `the heap has grown by ${after.heap - before.heap} bytes`);
      assert.ok(after.descriptors <= before.descriptors + KEPT, `${after.descriptors} descriptors, ${before.descriptors} before`);
    } finally {
      work.end();
    }
  });
}
