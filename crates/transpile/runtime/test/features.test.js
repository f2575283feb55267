import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  exceptions, extendedConstants, garbageCollection, memory64, multipleMemories, needing, needingAsync,
} from '../features.js';

const missing = { name: 'time travel', since: 'Node 99', probe: [99] };
const refused = () => {
  throw new WebAssembly.CompileError('refused');
};

test('what compiles is given on', async () => {
  assert.equal(needing([missing], () => 42), 42);
  assert.equal(await needingAsync([missing], async () => 42), 42);
});

test('what does not compile for a missing feature names it', async () => {
  const named = { name: 'CompileError', code: 'E0707', message: 'this engine has no time travel, as in Node 99' };
  assert.throws(() => needing([missing], refused), named);
  await assert.rejects(needingAsync([missing], async () => refused()), named);
});

test('other errors stay as they are', () => {
  const present = { name: 'nothing', since: 'ever', probe: [] };
  assert.throws(() => needing([present], refused), { message: 'refused' });
  const error = new Error('no such file');
  assert.throws(() => needing([missing], () => { throw error; }), (thrown) => thrown === error);
});

test('probes are of what V8 has had since Node 24', { skip: Number(process.versions.node.split('.')[0]) < 24 }, () => {
  for (const feature of [exceptions, extendedConstants, garbageCollection, memory64, multipleMemories]) {
    assert.throws(() => needing([feature], refused), { message: 'refused' }, feature.name);
  }
});
