import assert from 'node:assert/strict';
import { test } from 'node:test';

import { soak } from './soak.js';

test('bad clients and handlers that trap leave nothing behind', { skip: process.platform !== 'linux' && 'it reads /proc' }, async () => {
  const { counts, mistakes, before, after } = await soak({ seconds: 4, connections: 32 });
  assert.deepEqual(mistakes, []);
  assert.ok(counts.asks > 100, JSON.stringify(counts));
  assert.ok(Object.keys(counts).length >= 6, JSON.stringify(counts));
  assert.ok(after.descriptors <= before.descriptors, `${before.descriptors} descriptors before, ${after.descriptors} after`);
  assert.ok(after.threads <= before.threads, `${before.threads} threads before, ${after.threads} after`);
  assert.ok(after.mebibytes < before.mebibytes + 200, `${before.mebibytes} MiB before, ${after.mebibytes} after`);
});
