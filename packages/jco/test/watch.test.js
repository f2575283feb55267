// A file that is watched: which of its states are told.

import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { watch } from '../src/watch.js';

test('each state is told, the one included that came before anyone waited', { timeout: 30_000 }, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'jco-watch-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'app.wasm');
  writeFileSync(path, 'first');
  const changed = watch(path);
  const { signal } = new AbortController();
  writeFileSync(path, 'second');
  assert.equal(await changed(signal), true);

  writeFileSync(join(folder, 'other'), 'third, of another file');
  renameSync(join(folder, 'other'), path);
  assert.equal(await changed(signal), true);

  writeFileSync(path, '');
  assert.equal(await changed(AbortSignal.timeout(500)), false, 'an empty file is one that is being written');
  writeFileSync(path, 'fourth');
  assert.equal(await changed(signal), true);
  assert.equal(await changed(AbortSignal.timeout(300)), false, 'nothing is told twice');
});
