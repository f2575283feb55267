import assert from 'node:assert/strict';
import { test } from 'node:test';

import { instantiableGuest } from './guest.js';
import { playTranscript, readTranscript } from './transcript.js';

test('components call each other as under wasmtime, in every pair of string encodings', async () => {
  const instantiate = await instantiableGuest('composed', { instantiation: 'async' });
  await playTranscript(readTranscript('composed'), () => instantiate({}));
});

test('lists of a megabyte pass from component to component', async () => {
  const instantiate = await instantiableGuest('composed', { instantiation: 'sync' });
  const exports = await instantiate({});
  const bytes = Uint8Array.from({ length: 1 << 20 }, (_, index) => index);
  assert.deepEqual(exports['test:composed/client'].same(bytes), bytes);
  assert.equal(exports['test:composed/client'].sum(bytes), (BigInt(1 << 20) / 256n) * 32640n);
});

test('strings of a megabyte pass from component to component', async () => {
  const instantiate = await instantiableGuest('composed', { instantiation: 'sync' });
  const exports = await instantiate({});
  const text = 'aé→😀'.repeat(100_000);
  for (const pair of ['utf8ToUtf16', 'utf16ToLatin1OrUtf16', 'latin1OrUtf16ToUtf8']) {
    assert.ok(exports[pair].echo(text) === text, pair);
  }
});

test('a resource of one component is the same class through the other', async () => {
  const instantiate = await instantiableGuest('composed', { instantiation: 'async' });
  const { bank, client } = await instantiate({});
  const counter = client.merged(1, 2);
  assert.ok(counter instanceof bank.Counter);
  assert.equal(counter.increment(1), 4);
});
