// A file that is watched: which of its states are told.

import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { watch } from '../../packages/jco/src/serve/watch.js';

test('each state is told, the one included that came before the looking began', { timeout: 30_000 }, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'jco-watch-'));
  context.after(() => rmSync(folder, { recursive: true }));
  // What is watched must not keep a process alive; here nothing else does.
  const alive = setInterval(() => {}, 1000);
  context.after(() => clearInterval(alive));
  const path = join(folder, 'app.wasm');
  writeFileSync(path, 'first');
  const each = watch(path);
  writeFileSync(path, 'second, before the looking began');
  let told = 0;
  let tell = () => {};
  const next = () => new Promise((resolve) => (tell = () => resolve(++told)));
  const before = next();
  each(() => tell());
  await before;

  const replaced = next();
  writeFileSync(join(folder, 'other'), 'third, of another file');
  renameSync(join(folder, 'other'), path);
  await replaced;

  const emptied = next();
  writeFileSync(path, '');
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(told, 2, 'an empty file is one that is being written');
  writeFileSync(path, 'fourth');
  assert.equal(await emptied, 3);
});
