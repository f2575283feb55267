// What a preopen may be, on every file system: read-only, and apart from others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memfs } from '../lib/filesystem/memfs.js';
import { CREATE, NO_FOLLOW, READ, READ_WRITE, fileSystems, preopen, temporaryFolder } from './file-systems.js';
import { bytes, text, thrown } from './payload.js';

const now = { tag: 'now' };

/** Each is given a directory to change, and one that may be changed. */
const changes = {
  write: (root) => root.openAt(NO_FOLLOW, 'f', {}, READ_WRITE),
  create: (root) => root.openAt(NO_FOLLOW, 'new', CREATE, READ),
  truncate: (root) => root.openAt(NO_FOLLOW, 'f', { truncate: true }, READ),
  'mutate directory': (root) => root.openAt(NO_FOLLOW, 'd', {}, { read: true, mutateDirectory: true }),
  'create directory': (root) => root.createDirectoryAt('new'),
  'remove directory': (root) => root.removeDirectoryAt('d'),
  unlink: (root) => root.unlinkFileAt('f'),
  symlink: (root) => root.symlinkAt('f', 'new'),
  'link from': (root, writable) => root.linkAt(NO_FOLLOW, 'f', writable, 'new'),
  'link to': (root, writable) => writable.linkAt(NO_FOLLOW, 'f', root, 'new'),
  'rename from': (root, writable) => root.renameAt('f', writable, 'new'),
  'rename to': (root, writable) => writable.renameAt('f', root, 'new'),
  'set times': (root) => root.setTimes(now, now),
  'set times at': (root) => root.setTimesAt(NO_FOLLOW, 'f', now, now),
  'set size': (root) => root.openAt(NO_FOLLOW, 'f', {}, READ).setSize(0n),
  'write stream': (root) => root.openAt(NO_FOLLOW, 'f', {}, READ).writeViaStream(0n),
  'append stream': (root) => root.openAt(NO_FOLLOW, 'f', {}, READ).appendViaStream(),
  'write below': (root) => root.openAt(NO_FOLLOW, 'd', {}, READ).openAt(NO_FOLLOW, 'new', CREATE, READ),
};

/** A path or a mount, read-only. */
const readOnly = (config) => (typeof config === 'string' ? { path: config, readOnly: true } : { mount: config, readOnly: true });

for (const [kind, mount] of Object.entries(fileSystems)) {
  test(`a read-only preopen refuses every change, and reads, on ${kind}`, (context) => {
    const config = mount(temporaryFolder(context));
    const writable = preopen(config);
    writable.openAt(NO_FOLLOW, 'f', CREATE, READ_WRITE).write(bytes('content'), 0n);
    writable.createDirectoryAt('d');
    const root = preopen(readOnly(config));
    for (const [name, change] of Object.entries(changes)) {
      assert.equal(thrown(() => change(root, writable)), 'not-permitted', name);
    }
    assert.deepEqual(root.getFlags(), { read: true, mutateDirectory: false });
    assert.equal(root.openAt(NO_FOLLOW, 'd', {}, READ).getFlags().mutateDirectory, false);
    assert.equal(text(root.openAt(NO_FOLLOW, 'f', {}, READ).read(9n, 0n)[0]), 'content');
    assert.equal(thrown(() => root.statAt(NO_FOLLOW, 'new')), 'no-entry');
  });

  test(`file systems do not mix: ${kind}, and memory`, (context) => {
    const one = preopen(mount(temporaryFolder(context)));
    const memory = preopen(memfs({ f: '' }));
    const otherMemory = preopen(memfs());
    one.openAt(NO_FOLLOW, 'f', CREATE, READ);
    for (const [from, to] of [
      [one, memory],
      [memory, one],
      [memory, otherMemory],
    ]) {
      assert.equal(thrown(() => from.renameAt('f', to, 'g')), 'cross-device');
      assert.equal(thrown(() => from.linkAt(NO_FOLLOW, 'f', to, 'g')), 'cross-device');
    }
    assert.equal(memory.isSameObject(otherMemory), false);
  });
}

test('memory can be made read-only', () => {
  const root = preopen(memfs({ f: 'content', d: {} }, { readOnly: true }));
  for (const [name, change] of Object.entries(changes)) {
    assert.equal(thrown(() => change(root, preopen(memfs({ f: '' })))), 'not-permitted', name);
  }
});
