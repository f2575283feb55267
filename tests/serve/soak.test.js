import assert from 'node:assert/strict';
import { test } from 'node:test';

import { endure, loads } from './endurance.js';
import { soak } from './soak.js';

const skip = process.platform !== 'linux' && 'it reads /proc';

test('bad clients and handlers that trap leave nothing behind', { skip, timeout: 120_000 }, async () => {
  const { counts, mistakes, before, after } = await soak({ seconds: 4, connections: 32, body: 64 << 20 });
  assert.deepEqual(mistakes, []);
  assert.ok(counts.asks > 100, JSON.stringify(counts));
  assert.ok(Object.keys(counts).length >= 8, JSON.stringify(counts));
  assert.ok(after.descriptors <= before.descriptors + 4, `${before.descriptors} descriptors before, ${after.descriptors} after`);
  assert.ok(after.threads <= before.threads, `${before.threads} threads before, ${after.threads} after`);
  assert.ok(after.mebibytes < before.mebibytes + 200, `${before.mebibytes} MiB before, ${after.mebibytes} after`);
});

test('a process that is killed takes only what it was at', { skip, timeout: 120_000 }, async () => {
  const { counts, mistakes, before, after } = await soak({ seconds: 4, connections: 16, kills: 2 });
  assert.deepEqual(mistakes, []);
  assert.ok(counts.asks > 50, JSON.stringify(counts));
  assert.ok(after.threads <= before.threads + 1, `${before.threads} threads before, ${after.threads} after`);
});

for (const load of loads({ rust: 20_000, request: 2000, js: 50 })) {
  test(`${load.requests} requests to ${load.guest}, isolate ${load.isolate}`, { skip, timeout: 120_000 }, async () => {
    const { warm, end } = await endure(load);
    assert.ok(end.mebibytes < warm.mebibytes + 150, `${warm.mebibytes} MiB when warm, ${end.mebibytes} in the end`);
  });
}
