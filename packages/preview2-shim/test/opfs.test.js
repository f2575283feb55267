// What is for browsers, on Node: tests/browser has the rest.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opfs } from '@jco/preview2-shim/opfs';
import { startThread } from '@jco/preview2-shim/thread';

test('there is no private file system, and the error says what to take', async () => {
  await assert.rejects(opfs('x'), { name: 'StorageError', code: 'E0720', help: /memfs/ });
  await assert.rejects(opfs('x/../..'), TypeError);
});

test('no thread has to be started before components send requests', async () => {
  assert.equal(await startThread(), true);
});
