// What the addon lends the shim: the same as Node tells, and more exactly.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { memfs } from '@jco/preview2-shim/memfs';
import { hostDirectory } from '@jco/preview2-shim/internal/filesystem/mount.js';
import { useNative } from '@jco/preview2-shim/internal/platform/files.js';
import { engine } from '../src/binding.js';

const skip = process.platform !== 'linux';

/** @param {import('node:test').TestContext} context */
function scratch(context) {
  const folder = mkdtempSync(join(tmpdir(), 'native-files-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  context.after(() => useNative({}));
  return folder;
}

test('a directory is read with the names, types and inodes it has', { skip }, async (context) => {
  const folder = scratch(context);
  mkdirSync(join(folder, 'folder'));
  symlinkSync('folder', join(folder, 'link'));
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  for (const name of ['file', 'žluť 🐎', 'new\nline', '\uFFFD', ' ', '...', 'x'.repeat(255)]) writeFileSync(join(folder, name), '');
  writeFileSync(Buffer.concat([Buffer.from(join(folder, 'no text ')), Buffer.of(0xff)]), '');
  const server = createServer().listen(join(folder, 'socket'));
  context.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));

  const list = () => hostDirectory(folder).root.list().sort((one, other) => String(one.name) < String(other.name) ? -1 : 1);
  useNative({});
  const fromNode = list();
  useNative(engine());
  const native = list();
  assert.equal(native.length, 12);
  assert.deepEqual(native.map(({ name, type }) => ({ name, type })), fromNode);
  for (const { name, inode } of native) {
    if (name !== undefined) assert.equal(inode, lstatSync(join(folder, name), { bigint: true }).ino, name);
  }
});

test('times are set to the nanosecond, of links too, and one of them alone', { skip }, (context) => {
  const folder = scratch(context);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  symlinkSync('file', join(folder, 'link'));
  utimesSync(file, 1, 2);
  useNative(engine());
  const { root } = hostDirectory(folder);
  const times = (/** @type {string} */ name) => {
    const { atimeNs, mtimeNs } = lstatSync(join(folder, name), { bigint: true });
    return [atimeNs, mtimeNs];
  };
  root.setTimesAt('link', 1_700_000_000_123_456_789n, 1n);
  assert.deepEqual(times('link'), [1_700_000_000_123_456_789n, 1n]);
  assert.deepEqual(times('file'), [1_000_000_000n, 2_000_000_000n]);
  root.setTimesAt('file', 'no-change', 4_000_000_000_000_000_001n);
  assert.deepEqual(times('file'), [1_000_000_000n, 4_000_000_000_000_000_001n]);
  const before = BigInt(Date.now() - 1000) * 1_000_000n;
  root.setTimesAt('file', 'now', 'no-change');
  assert.ok(times('file')[0] > before);
  assert.throws(() => root.setTimesAt('none', 0n, 0n), (code) => code === 'no-entry');
});

test('memory has no use for it', () => {
  useNative(engine());
  const mount = /** @type {any} */ (memfs({ file: '' }));
  assert.deepEqual(mount.root.list(), [{ name: 'file', type: 'regular-file' }]);
  useNative({});
});
