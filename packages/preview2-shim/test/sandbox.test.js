// No way leads out of a preopened directory of the host, and nothing is changed in one that is read-only.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { HostHandle } from '../lib/filesystem/host.js';
import { createFilesystem, types } from '../lib/filesystem/index.js';
import { isWindowsName } from '../lib/filesystem/path-handle.js';
import { CREATE, FOLLOW, NO_FOLLOW, READ, READ_WRITE, fileSystems, pathMount, preopen, temporaryFolder } from './file-systems.js';
import { bytes, text, thrown } from './payload.js';

const isLinux = process.platform === 'linux';

/** A folder `inside` to be preopened, and a file with a secret beside it. */
function insideAndOutside(context) {
  const folder = temporaryFolder(context);
  const inside = join(folder, 'inside');
  const outside = join(folder, 'outside');
  fs.mkdirSync(inside);
  fs.mkdirSync(join(outside, 'sub'), { recursive: true });
  fs.writeFileSync(join(outside, 'secret'), 'secret');
  return { folder, inside, outside };
}

const now = { tag: 'now' };

/** Every operation that takes a path, on a path that leads to `secret` outside. */
const operations = {
  open: (root, path) => root.openAt(FOLLOW, path, {}, READ),
  'open to write': (root, path) => root.openAt(FOLLOW, path, {}, READ_WRITE),
  'open to create': (root, path) => root.openAt(FOLLOW, path, CREATE, READ_WRITE),
  stat: (root, path) => root.statAt(FOLLOW, path),
  'metadata hash': (root, path) => root.metadataHashAt(FOLLOW, path),
  'set times': (root, path) => root.setTimesAt(FOLLOW, path, now, now),
};

/** Operations on the last name of a path, whose way leads outside. */
const operationsInside = {
  ...operations,
  'create directory': (root, path) => root.createDirectoryAt(`${path}-new`),
  'remove directory': (root, path) => root.removeDirectoryAt(path),
  unlink: (root, path) => root.unlinkFileAt(path),
  readlink: (root, path) => root.readlinkAt(path),
  symlink: (root, path) => root.symlinkAt('x', `${path}-new`),
  'link from': (root, path) => root.linkAt(NO_FOLLOW, path, root, 'stolen'),
  'link to': (root, path) => root.linkAt(NO_FOLLOW, 'own', root, `${path}-new`),
  'rename from': (root, path) => root.renameAt(path, root, 'stolen'),
  'rename to': (root, path) => root.renameAt('own', root, path),
};

for (const kind of ['host', 'host by paths']) {
  test(`links and dots do not lead out, on ${kind}`, (context) => {
    const { inside, outside } = insideAndOutside(context);
    const before = fs.statSync(join(outside, 'secret'), { bigint: true });
    const root = preopen(fileSystems[kind](inside));
    root.openAt(NO_FOLLOW, 'own', CREATE, READ);
    root.createDirectoryAt('d');
    const links = {
      relative: '../outside',
      absolute: outside,
      chained: 'relative',
      deep: 'd/../../outside',
      'and-back': '../inside/../outside',
      'd/from-below': '../../outside',
      'file-relative': '../outside/secret',
      'file-absolute': join(outside, 'secret'),
      'file-chained': 'd/../file-relative',
    };
    for (const [name, target] of Object.entries(links)) fs.symlinkSync(target, join(inside, name));

    const filePaths = ['file-relative', 'file-absolute', 'file-chained'];
    for (const [name, operation] of Object.entries(operations)) {
      for (const path of filePaths) assert.equal(thrown(() => operation(root, path)), 'not-permitted', `${name} ${path}`);
    }
    const ways = [...Object.keys(links).filter((name) => !name.startsWith('file')), '..', 'd/../..', '../inside/..', outside];
    for (const [name, operation] of Object.entries(operationsInside)) {
      for (const way of ways) {
        const path = way === '..' || way.endsWith('/..') ? `${way}/outside/secret` : `${way}/secret`;
        assert.equal(thrown(() => operation(root, path)), 'not-permitted', `${name} ${path}`);
      }
    }
    assert.equal(thrown(() => root.readlinkAt('absolute')), 'not-permitted');
    assert.equal(root.readlinkAt('relative'), '../outside');
    assert.deepEqual(fs.readdirSync(outside).sort(), ['secret', 'sub']);
    const after = fs.statSync(join(outside, 'secret'), { bigint: true });
    assert.deepEqual([after.mtimeNs, after.nlink, after.size], [before.mtimeNs, before.nlink, before.size]);
  });

  test(`a directory that was opened is not replaced by a link, on ${kind}`, (context) => {
    const { inside } = insideAndOutside(context);
    const root = preopen(fileSystems[kind](inside));
    root.createDirectoryAt('d');
    const opened = root.openAt(NO_FOLLOW, 'd', {}, READ);
    root.renameAt('d', root, 'moved');
    root.symlinkAt('../outside', 'd');
    const path = 'secret';
    assert.equal(thrown(() => opened.statAt(FOLLOW, path)), 'no-entry');
    assert.equal(thrown(() => opened.openAt(FOLLOW, path, {}, READ)), 'no-entry');
  });
}

test('a path swapped for a link while it is walked does not lead out', { skip: !isLinux }, async (context) => {
  const { inside, outside } = insideAndOutside(context);
  for (const path of ['d/e', 'd/e/f/g']) {
    fs.mkdirSync(join(inside, path), { recursive: true });
    fs.writeFileSync(join(inside, path, 'secret'), 'harmless');
  }
  fs.mkdirSync(join(outside, 'e/f/g'), { recursive: true });
  for (const path of ['e', 'e/f/g']) fs.writeFileSync(join(outside, path, 'secret'), 'secret');
  fs.symlinkSync('../outside', join(inside, 'link'));
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const swapper = new Worker(
    `const { workerData: { stop, inside }, parentPort } = require('node:worker_threads');
     const { renameSync } = require('node:fs');
     for (let turns = 0; Atomics.load(stop, 0) === 0; turns++) {
       renameSync(inside + '/d', inside + '/away');
       renameSync(inside + '/link', inside + '/d');
       if (turns === 0) parentPort.postMessage('started');
       renameSync(inside + '/d', inside + '/link');
       renameSync(inside + '/away', inside + '/d');
     }`,
    { eval: true, workerData: { stop, inside } },
  );
  const exited = new Promise((resolve) => swapper.once('exit', resolve));
  const stopSwapper = () => {
    Atomics.store(stop, 0, 1);
    return exited;
  };
  context.after(stopSwapper);
  await new Promise((resolve) => swapper.once('message', resolve));
  const root = preopen(inside);
  const seen = { harmless: 0, 'not-permitted': 0, 'no-entry': 0 };
  for (const end = Date.now() + 1000; Date.now() < end; ) {
    for (const path of ['d/e/secret', 'd/e/f/g/secret']) {
      let found;
      try {
        const file = root.openAt(FOLLOW, path, {}, READ);
        found = text(file.read(100n, 0n)[0]);
        file[Symbol.dispose]();
      } catch (code) {
        found = code;
      }
      assert.ok(found in seen, `found ${String(found)}`);
      seen[found]++;
    }
  }
  await stopSwapper();
  assert.ok(seen.harmless > 0 && seen['not-permitted'] > 0, JSON.stringify(seen));
});

test('a step that was taken is not undone by a link put in its place', { skip: !isLinux }, (context) => {
  const { inside, outside } = insideAndOutside(context);
  fs.mkdirSync(join(inside, 'd/e/f'), { recursive: true });
  fs.mkdirSync(join(outside, 'e/f'), { recursive: true });
  for (const path of ['secret', 'e/secret', 'e/f/secret']) {
    fs.writeFileSync(join(outside, path), 'secret');
    fs.writeFileSync(join(inside, 'd', path), 'harmless');
  }
  const root = preopen(inside);
  const swap = () => {
    fs.renameSync(join(inside, 'd'), join(inside, 'away'));
    fs.symlinkSync('../outside', join(inside, 'd'));
  };
  const swapBack = () => {
    fs.unlinkSync(join(inside, 'd'));
    fs.renameSync(join(inside, 'away'), join(inside, 'd'));
  };
  for (const step of ['enter', 'enterAll']) {
    const original = HostHandle.prototype[step];
    for (const path of ['d/secret', 'd/e/secret', 'd/e/f/secret']) {
      let isSwapped = false;
      context.mock.method(HostHandle.prototype, step, function (...names) {
        const directory = original.apply(this, names);
        if (!isSwapped) swap();
        isSwapped = true;
        return directory;
      });
      const found = text(root.openAt(FOLLOW, path, {}, READ).read(100n, 0n)[0]);
      assert.equal(found, 'harmless', `${step} ${path}`);
      context.mock.restoreAll();
      if (isSwapped) swapBack();
    }
  }
});

test('one preopen does not lead another out', { skip: !isLinux }, (context) => {
  const { inside } = insideAndOutside(context);
  fs.mkdirSync(join(inside, 'inner'));
  for (const order of [
    ['/', '/inner'],
    ['/inner', '/'],
  ]) {
    const paths = { '/': inside, '/inner': join(inside, 'inner') };
    const preopens = Object.fromEntries(order.map((guest) => [guest, paths[guest]]));
    const directories = createFilesystem({ preopens }).preopens.getDirectories();
    const [[outer], [inner]] = order.map((_, index) => directories[order.indexOf(order[index])]).sort(([, a], [, b]) => a.length - b.length);
    outer.renameAt('inner', outer, 'moved');
    outer.symlinkAt('../outside', 'inner');
    assert.equal(thrown(() => inner.statAt(FOLLOW, 'secret')), 'no-entry');
    inner.openAt(NO_FOLLOW, 'made', CREATE, READ);
    assert.equal(outer.statAt(NO_FOLLOW, 'moved/made').type, 'regular-file');
    outer.unlinkFileAt('inner');
    outer.unlinkFileAt('moved/made');
    outer.renameAt('moved', outer, 'inner');
  }
});

test('magic links of /proc do not lead out', { skip: !isLinux }, () => {
  const root = preopen('/proc/self');
  for (const path of ['root/etc/passwd', 'cwd/package.json', 'exe', 'task/../root']) {
    assert.equal(thrown(() => root.openAt(FOLLOW, path, {}, READ)), 'not-permitted', path);
  }
  const fd = fs.openSync('/', 'r');
  assert.equal(thrown(() => root.statAt(FOLLOW, `fd/${fd}/etc`)), 'not-permitted');
  fs.closeSync(fd);
});

test('what is no file or directory is seen as what it is', { skip: !isLinux }, (context) => {
  const { inside } = insideAndOutside(context);
  execFileSync('mkfifo', [join(inside, 'fifo')]);
  const root = preopen(inside);
  assert.equal(root.statAt(NO_FOLLOW, 'fifo').type, 'fifo');
  assert.deepEqual(root.readDirectory().readDirectoryEntry(), { name: 'fifo', type: 'fifo' });
  const devices = preopen('/dev');
  assert.equal(devices.statAt(NO_FOLLOW, 'null').type, 'character-device');
  const stream = devices.openAt(NO_FOLLOW, 'zero', {}, READ).readViaStream(0n);
  assert.deepEqual(stream.blockingRead(3n), new Uint8Array(3));
  assert.equal(stream.skip(5n), 5n);
});

test('names and targets that are no text are refused', { skip: !isLinux }, (context) => {
  const { inside } = insideAndOutside(context);
  const broken = Buffer.concat([Buffer.from(`${inside}/`), Buffer.from([0x66, 0xff])]);
  fs.writeFileSync(broken, '');
  fs.symlinkSync(Buffer.from([0x61, 0xff]), join(inside, 'link'));
  const entries = preopen(inside).readDirectory();
  const outcomes = [];
  for (let index = 0; index < 2; index++) {
    try {
      outcomes.push(entries.readDirectoryEntry().name);
    } catch (code) {
      outcomes.push(code);
    }
  }
  assert.deepEqual(outcomes.sort(), ['illegal-byte-sequence', 'link']);
  assert.equal(entries.readDirectoryEntry(), undefined);
  assert.equal(thrown(() => preopen(inside).readlinkAt('link')), 'illegal-byte-sequence');
  fs.writeFileSync(join(inside, 'really-\uFFFD'), '');
  const names = Array.from({ length: 3 }, ((stream) => () => {
    try {
      return stream.readDirectoryEntry().name;
    } catch {
      return '';
    }
  })(preopen(inside).readDirectory()));
  assert.ok(names.includes('really-\uFFFD'));
});

const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;

test('descriptors are closed: by dropping, after errors, with the shim', { skip: !isLinux }, (context) => {
  const { inside } = insideAndOutside(context);
  const before = openDescriptors();
  const filesystem = createFilesystem({ preopens: { '/': inside } });
  const [[root]] = filesystem.preopens.getDirectories();
  const withRoot = openDescriptors();
  root.createDirectoryAt('a');
  root.createDirectoryAt('a/b');
  root.createDirectoryAt('a/b/c');
  root.symlinkAt('../../a', 'a/b/up');
  for (let round = 0; round < 1000; round++) {
    const file = root.openAt(FOLLOW, 'a/b/up/b/../b/f', CREATE, READ_WRITE);
    const streams = [file.readViaStream(0n), file.writeViaStream(0n), file.appendViaStream()];
    for (const resource of [file, ...streams]) resource[Symbol.dispose]();
    root.statAt(FOLLOW, 'a/b/c');
    thrown(() => root.statAt(FOLLOW, 'a/b/c/missing/x'));
    thrown(() => root.openAt(FOLLOW, 'a/b/c/../../../..', {}, READ));
    thrown(() => root.renameAt('a/b/f', root, 'a/b/c/missing/x'));
    root.openAt(NO_FOLLOW, 'a/b/c', {}, READ).readDirectory();
    root.openAt(NO_FOLLOW, 'a/b/c', {}, READ)[Symbol.dispose]();
  }
  assert.equal(openDescriptors(), withRoot + 1000);
  const [left, leftStream] = [root.openAt(NO_FOLLOW, 'a', {}, READ), root.openAt(NO_FOLLOW, 'a/b/f', CREATE, READ).readViaStream(0n)];
  filesystem[Symbol.dispose]();
  assert.equal(openDescriptors(), before);

  // What was not dropped must not see what gets the same numbers.
  const others = Array.from({ length: 1100 }, () => fs.openSync('/', 'r'));
  const uses = [
    () => left.stat(),
    () => left.getType(),
    () => left.readDirectory(),
    () => left.statAt(FOLLOW, 'etc'),
    () => left.statAt(FOLLOW, 'etc/passwd'),
    () => left.openAt(FOLLOW, 'etc/passwd', {}, READ),
    () => left.sync(),
    () => root.statAt(FOLLOW, 'a'),
    () => root.statAt(FOLLOW, 'a/b/c/d'),
  ];
  for (const use of uses) assert.equal(thrown(use), 'bad-descriptor', String(use));
  assert.equal(types.filesystemErrorCode(thrown(() => leftStream.read(1n)).val), 'bad-descriptor');
  left[Symbol.dispose]();
  leftStream[Symbol.dispose]();
  for (const other of others) fs.closeSync(other);
});

test('files reach beyond 4 GiB', (context) => {
  const { inside } = insideAndOutside(context);
  const file = preopen(inside).openAt(NO_FOLLOW, 'sparse', CREATE, READ_WRITE);
  const far = 5n * 2n ** 30n;
  file.write(bytes('far'), far);
  assert.equal(file.stat().size, far + 3n);
  assert.equal(text(file.read(9n, far)[0]), 'far');
  const appender = file.appendViaStream();
  appender.blockingWriteAndFlush(bytes(' away'));
  assert.equal(text(file.readViaStream(far).blockingRead(100n)), 'far away');
  file.setSize(far + 1n);
  assert.equal(file.readViaStream(far - 1n).skip(100n), 2n);
});

test('devices are no directories, and lose nothing when a stream of them is made', { skip: process.platform !== 'linux' }, () => {
  const root = preopen('/dev');
  assert.deepEqual([...root.openAt(NO_FOLLOW, 'zero', {}, READ).readViaStream(0n).read(4n)], [0, 0, 0, 0]);
  assert.equal(thrown(() => root.openAt(NO_FOLLOW, 'null', {}, READ).readViaStream(0n).read(4n)).tag, 'closed');
  assert.equal(thrown(() => root.openAt(NO_FOLLOW, '.', {}, READ).readViaStream(0n)), 'is-directory');
});

test('a preopen must be there, and be a directory', (context) => {
  const { inside, outside } = insideAndOutside(context);
  assert.throws(() => createFilesystem({ preopens: { '/': join(inside, 'missing') } }), { code: 'ENOENT' });
  assert.throws(() => createFilesystem({ preopens: { '/': join(outside, 'secret') } }), { code: 'ENOTDIR' });
});

test('a preopen that is a link is what the link leads to', (context) => {
  const { folder, inside } = insideAndOutside(context);
  fs.symlinkSync('inside', join(folder, 'link'));
  preopen(join(folder, 'link')).openAt(NO_FOLLOW, 'f', CREATE, READ);
  assert.deepEqual(fs.readdirSync(inside), ['f']);
});

test('without descriptor paths, hard links to links are not made', (context) => {
  const { inside } = insideAndOutside(context);
  const root = preopen(pathMount(inside));
  root.symlinkAt('../outside/secret', 'link');
  assert.equal(thrown(() => root.linkAt(NO_FOLLOW, 'link', root, 'stolen')), 'unsupported');
});

test('names that Windows would take for something else are no names there', () => {
  const refused = ['a\\b', 'C:', 'f:stream', 'nul', 'NUL.txt', 'com1', 'CON ', 'a.', 'a ', 'a*', '\u0001', 'lpt¹', 'CONIN$'];
  for (const name of refused) assert.equal(isWindowsName(name), false, name);
  for (const name of ['.', 'a', 'a.b', '.a', 'console', 'com', 'com10', 'nullify', 'é']) assert.equal(isWindowsName(name), true, name);
});
