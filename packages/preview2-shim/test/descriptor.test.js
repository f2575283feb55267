// Every method of descriptors and directory entry streams, on every file system.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CREATE, FOLLOW, NO_FOLLOW, READ, READ_WRITE, fileSystems, preopen, temporaryFolder } from './file-systems.js';
import { bytes, text, thrown } from './payload.js';

for (const [kind, mount] of Object.entries(fileSystems)) {
  describe(`descriptor on ${kind}`, () => {
    /** @param {import('node:test').TestContext} context */
    const root = (context) => preopen(mount(temporaryFolder(context)));

    /** @param {any} directory */
    const write = (directory, path, content = '') => {
      const file = directory.openAt(NO_FOLLOW, path, CREATE, READ_WRITE);
      file.write(bytes(content), 0n);
      return file;
    };

    const names = (directory) => {
      const stream = directory.readDirectory();
      const entries = [];
      for (let entry; (entry = stream.readDirectoryEntry()); ) entries.push(`${entry.name}: ${entry.type}`);
      assert.equal(stream.readDirectoryEntry(), undefined);
      return entries.sort();
    };

    test('the preopened directory reads and mutates', (context) => {
      const directory = root(context);
      assert.deepEqual(directory.getFlags(), { read: true, mutateDirectory: true });
      assert.equal(directory.getType(), 'directory');
      assert.equal(directory.stat().type, 'directory');
    });

    test('write and read at positions', (context) => {
      const file = write(root(context), 'f', 'hello');
      assert.equal(file.write(bytes('J'), 0n), 1n);
      assert.equal(file.write(bytes('!'), 7n), 1n);
      const [list, ended] = file.read(100n, 0n);
      assert.deepEqual([text(list), ended], ['Jello\0\0!', false]);
      assert.equal(text(file.read(2n, 1n)[0]), 'el');
      assert.deepEqual(file.read(5n, 8n), [new Uint8Array(0), true]);
      assert.deepEqual(file.read(0n, 0n), [new Uint8Array(0), false]);
      assert.deepEqual(file.read(1n, 2n ** 62n), [new Uint8Array(0), true]);
      assert.equal(thrown(() => file.read(1n, 2n ** 63n)), 'invalid');
      assert.equal(thrown(() => file.write(bytes('x'), 2n ** 63n)), 'invalid');
      assert.equal(thrown(() => file.write(bytes('x'), 2n ** 60n)), 'file-too-large');
      assert.equal(file.write(new Uint8Array(0), 0n), 0n);
    });

    test('open: missing, create, exclusive, truncate', (context) => {
      const directory = root(context);
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'f', {}, READ)), 'no-entry');
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'f', { exclusive: true }, READ)), 'no-entry');
      write(directory, 'f', 'content');
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'f', { create: true, exclusive: true }, READ)), 'exist');
      assert.equal(directory.openAt(NO_FOLLOW, 'f', { exclusive: true }, READ).stat().size, 7n);
      assert.equal(directory.openAt(NO_FOLLOW, 'f', CREATE, READ).stat().size, 7n);
      assert.equal(directory.openAt(NO_FOLLOW, 'f', { truncate: true }, READ_WRITE).stat().size, 0n);
      assert.equal(directory.openAt(NO_FOLLOW, 'new', { create: true, exclusive: true }, READ).getType(), 'regular-file');
    });

    test('open: directories', (context) => {
      const directory = root(context);
      write(directory, 'f');
      directory.createDirectoryAt('d');
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'f', { directory: true }, READ)), 'not-directory');
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'd', {}, READ_WRITE)), 'is-directory');
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'd', CREATE, READ)), 'is-directory');
      for (const flag of ['create', 'exclusive', 'truncate']) {
        assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'd', { directory: true, [flag]: true }, READ)), 'invalid');
      }
      for (const path of ['d', 'd/', './d', 'd/.', 'd/../d', './/d//.']) {
        assert.equal(directory.openAt(NO_FOLLOW, path, {}, READ).getType(), 'directory', path);
      }
      const opened = directory.openAt(NO_FOLLOW, 'd', { directory: true }, { read: true, mutateDirectory: true });
      assert.deepEqual(opened.getFlags(), { read: true, mutateDirectory: true });
      assert.ok(directory.openAt(NO_FOLLOW, '.', {}, READ).isSameObject(directory));
    });

    test('flags tell how a file was opened, and operations obey them', (context) => {
      const directory = root(context);
      write(directory, 'f', 'abc');
      const off = {
        read: false,
        write: false,
        fileIntegritySync: false,
        dataIntegritySync: false,
        requestedWriteSync: false,
        mutateDirectory: false,
      };
      const open = (flags) => directory.openAt(NO_FOLLOW, 'f', {}, flags);
      assert.deepEqual(open({}).getFlags(), { ...off, read: true });
      assert.deepEqual(open({ write: true }).getFlags(), { ...off, write: true });
      assert.deepEqual(directory.openAt(NO_FOLLOW, 'f', CREATE, READ).getFlags(), { ...off, read: true, write: true });
      const synced = { ...READ_WRITE, fileIntegritySync: true, dataIntegritySync: true, requestedWriteSync: true };
      assert.deepEqual(open(synced).getFlags(), { ...off, ...synced });
      assert.equal(open(synced).write(bytes('x'), 0n), 1n);
      assert.equal(open({ ...READ_WRITE, dataIntegritySync: true }).write(bytes('x'), 0n), 1n);

      const reader = open(READ);
      const writer = open({ write: true });
      assert.equal(thrown(() => reader.write(bytes('x'), 0n)), 'bad-descriptor');
      assert.equal(thrown(() => reader.writeViaStream(0n)), 'bad-descriptor');
      assert.equal(thrown(() => reader.appendViaStream()), 'bad-descriptor');
      assert.equal(thrown(() => writer.read(1n, 0n)), 'bad-descriptor');
      assert.equal(thrown(() => writer.readViaStream(0n)), 'bad-descriptor');
    });

    test('stat, and stat-at along links', (context) => {
      const directory = root(context);
      write(directory, 'f', 'abc');
      directory.symlinkAt('f', 'link');
      directory.symlinkAt('nowhere', 'dangling');
      const stat = directory.statAt(NO_FOLLOW, 'f');
      assert.equal(stat.type, 'regular-file');
      assert.equal(stat.size, 3n);
      assert.equal(stat.linkCount, 1n);
      for (const time of ['dataAccessTimestamp', 'dataModificationTimestamp', 'statusChangeTimestamp']) {
        const age = Date.now() / 1000 - Number(stat[time].seconds);
        assert.ok(Math.abs(age) < 60, time);
        assert.ok(stat[time].nanoseconds >= 0 && stat[time].nanoseconds < 1e9, time);
      }
      assert.deepEqual(directory.openAt(NO_FOLLOW, 'f', {}, READ).stat(), stat);
      assert.deepEqual(directory.statAt(FOLLOW, 'link'), stat);
      assert.equal(directory.statAt(NO_FOLLOW, 'link').type, 'symbolic-link');
      assert.equal(directory.statAt(NO_FOLLOW, 'link').size, 1n);
      assert.equal(directory.statAt(NO_FOLLOW, 'dangling').type, 'symbolic-link');
      assert.equal(thrown(() => directory.statAt(FOLLOW, 'dangling')), 'no-entry');
      assert.equal(thrown(() => directory.statAt(FOLLOW, 'missing')), 'no-entry');
      assert.equal(thrown(() => directory.statAt(FOLLOW, 'f/x')), 'not-directory');
      assert.equal(directory.statAt(NO_FOLLOW, '.').type, 'directory');
    });

    test('what is asked of a file as of a directory says so', (context) => {
      const directory = root(context);
      const file = write(directory, 'f');
      const asked = {
        openAt: () => file.openAt(NO_FOLLOW, 'x', {}, READ),
        statAt: () => file.statAt(NO_FOLLOW, 'x'),
        readDirectory: () => file.readDirectory(),
        createDirectoryAt: () => file.createDirectoryAt('x'),
        removeDirectoryAt: () => file.removeDirectoryAt('x'),
        unlinkFileAt: () => file.unlinkFileAt('x'),
        readlinkAt: () => file.readlinkAt('x'),
        symlinkAt: () => file.symlinkAt('x', 'y'),
        linkAt: () => file.linkAt(NO_FOLLOW, 'x', directory, 'y'),
        renameAt: () => file.renameAt('x', directory, 'y'),
        setTimesAt: () => file.setTimesAt(NO_FOLLOW, 'x', { tag: 'now' }, { tag: 'now' }),
        metadataHashAt: () => file.metadataHashAt(NO_FOLLOW, 'x'),
      };
      for (const [name, ask] of Object.entries(asked)) assert.equal(thrown(ask), 'not-directory', name);
    });

    test('what is asked of a directory as of a file says so', (context) => {
      const directory = root(context);
      assert.equal(thrown(() => directory.read(1n, 0n)), 'is-directory');
      assert.equal(thrown(() => directory.write(bytes('x'), 0n)), 'bad-descriptor');
      assert.equal(thrown(() => directory.writeViaStream(0n)), 'bad-descriptor');
      assert.equal(thrown(() => directory.advise(0n, 0n, 'normal')), 'bad-descriptor');
      assert.equal(thrown(() => directory.readViaStream(0n)), 'is-directory');
    });

    test('directories: create, list, remove', (context) => {
      const directory = root(context);
      directory.createDirectoryAt('d');
      directory.createDirectoryAt('d/slash/');
      write(directory, 'd/f');
      directory.symlinkAt('f', 'd/link');
      assert.deepEqual(names(directory), ['d: directory']);
      const opened = directory.openAt(NO_FOLLOW, 'd', {}, READ);
      assert.deepEqual(names(opened), ['f: regular-file', 'link: symbolic-link', 'slash: directory']);
      assert.equal(thrown(() => directory.createDirectoryAt('d')), 'exist');
      assert.equal(thrown(() => directory.createDirectoryAt('d/f')), 'exist');
      assert.equal(thrown(() => directory.createDirectoryAt('.')), 'exist');
      assert.equal(thrown(() => directory.createDirectoryAt('x/y')), 'no-entry');
      assert.equal(thrown(() => directory.removeDirectoryAt('d')), 'not-empty');
      assert.equal(thrown(() => directory.removeDirectoryAt('d/f')), 'not-directory');
      assert.equal(thrown(() => directory.removeDirectoryAt('d/link')), 'not-directory');
      assert.equal(thrown(() => directory.removeDirectoryAt('x')), 'no-entry');
      assert.equal(thrown(() => directory.removeDirectoryAt('.')), 'invalid');
      assert.equal(thrown(() => directory.removeDirectoryAt('d/.')), 'invalid');
      directory.removeDirectoryAt('d/slash/');
      assert.deepEqual(names(opened), ['f: regular-file', 'link: symbolic-link']);
    });

    test('unlink', (context) => {
      const directory = root(context);
      const file = write(directory, 'f', 'kept');
      directory.createDirectoryAt('d');
      directory.symlinkAt('d', 'link');
      assert.equal(thrown(() => directory.unlinkFileAt('f/')), 'not-directory');
      assert.equal(thrown(() => directory.unlinkFileAt('link/')), 'not-directory');
      assert.equal(thrown(() => directory.unlinkFileAt('d')), 'is-directory');
      assert.equal(thrown(() => directory.unlinkFileAt('d/')), 'is-directory');
      assert.equal(thrown(() => directory.unlinkFileAt('missing')), 'no-entry');
      directory.unlinkFileAt('f');
      directory.unlinkFileAt('link');
      assert.deepEqual(names(directory), ['d: directory']);
      assert.equal(text(file.read(9n, 0n)[0]), 'kept');
      assert.equal(file.stat().linkCount, 0n);
    });

    test('symbolic links', (context) => {
      const directory = root(context);
      directory.createDirectoryAt('d');
      write(directory, 'd/f', 'content');
      directory.symlinkAt('d/../d/f', 'link');
      assert.equal(directory.readlinkAt('link'), 'd/../d/f');
      assert.equal(text(directory.openAt(FOLLOW, 'link', {}, READ).read(9n, 0n)[0]), 'content');
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'link', {}, READ)), 'loop');
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'link', { directory: true }, READ)), 'loop');
      assert.equal(thrown(() => directory.openAt(FOLLOW, 'link', { directory: true }, READ)), 'not-directory');
      assert.equal(thrown(() => directory.readlinkAt('d')), 'invalid');
      assert.equal(thrown(() => directory.readlinkAt('missing')), 'no-entry');
      assert.equal(thrown(() => directory.symlinkAt('/absolute', 'x')), 'not-permitted');
      assert.equal(thrown(() => directory.symlinkAt('', 'x')), 'no-entry');
      assert.equal(thrown(() => directory.symlinkAt('d', 'link')), 'exist');
      assert.equal(thrown(() => directory.symlinkAt('d', 'x/')), 'no-entry');
      assert.equal(thrown(() => directory.symlinkAt('d', 'd/')), 'exist');
      directory.symlinkAt('made', 'dangling');
      assert.equal(thrown(() => directory.openAt(FOLLOW, 'dangling', { create: true, exclusive: true }, READ)), 'exist');
      directory.openAt(FOLLOW, 'dangling', CREATE, READ_WRITE).write(bytes('made'), 0n);
      assert.equal(directory.statAt(NO_FOLLOW, 'made').size, 4n);
    });

    test('a trailing slash asks for a directory', (context) => {
      const directory = root(context);
      write(directory, 'f');
      directory.createDirectoryAt('d');
      directory.symlinkAt('d', 'to-d');
      directory.symlinkAt('f', 'to-f');
      for (const path of ['f/', 'f/.', 'to-f/']) {
        assert.equal(thrown(() => directory.statAt(NO_FOLLOW, path)), 'not-directory', path);
        assert.equal(thrown(() => directory.openAt(NO_FOLLOW, path, {}, READ)), 'not-directory', path);
        assert.equal(thrown(() => directory.readlinkAt(path)), 'not-directory', path);
      }
      assert.equal(directory.statAt(NO_FOLLOW, 'to-d/').type, 'directory');
      assert.equal(directory.openAt(NO_FOLLOW, 'to-d/', {}, READ).getType(), 'directory');
      assert.equal(thrown(() => directory.readlinkAt('to-d/')), 'invalid');
      assert.equal(thrown(() => directory.openAt(NO_FOLLOW, 'new/', CREATE, READ)), 'is-directory');
    });

    test('a chain of links ends, a circle does not', (context) => {
      const directory = root(context);
      write(directory, 'l0', 'end');
      for (let index = 1; index <= 41; index++) directory.symlinkAt(`l${index - 1}`, `l${index}`);
      assert.equal(directory.statAt(FOLLOW, 'l40').size, 3n);
      assert.equal(thrown(() => directory.statAt(FOLLOW, 'l41')), 'loop');
      directory.symlinkAt('b', 'a');
      directory.symlinkAt('a', 'b');
      assert.equal(thrown(() => directory.statAt(FOLLOW, 'a')), 'loop');
      assert.equal(thrown(() => directory.openAt(FOLLOW, 'a/x', {}, READ)), 'loop');
      directory.symlinkAt('self', 'self');
      assert.equal(thrown(() => directory.openAt(FOLLOW, 'self', CREATE, READ)), 'loop');
    });

    test('hard links', (context) => {
      const directory = root(context);
      const file = write(directory, 'f', 'abc');
      directory.createDirectoryAt('d');
      const inner = directory.openAt(NO_FOLLOW, 'd', {}, READ);
      directory.linkAt(NO_FOLLOW, 'f', inner, 'g');
      const other = directory.openAt(NO_FOLLOW, 'd/g', {}, READ_WRITE);
      assert.ok(other.isSameObject(file));
      assert.equal(file.stat().linkCount, 2n);
      other.write(bytes('X'), 0n);
      assert.equal(text(file.read(9n, 0n)[0]), 'Xbc');
      assert.equal(thrown(() => directory.linkAt(FOLLOW, 'f', directory, 'h')), 'invalid');
      assert.equal(thrown(() => directory.linkAt(NO_FOLLOW, 'f', directory, 'd')), 'exist');
      assert.equal(thrown(() => directory.linkAt(NO_FOLLOW, 'f', directory, 'h/')), 'no-entry');
      assert.equal(thrown(() => directory.linkAt(NO_FOLLOW, 'f/', directory, 'h')), 'not-directory');
      assert.equal(thrown(() => directory.linkAt(NO_FOLLOW, 'missing', directory, 'h')), 'no-entry');
      assert.equal(thrown(() => directory.linkAt(NO_FOLLOW, 'd', directory, 'h')), 'not-permitted');
    });

    test('rename', (context) => {
      const directory = root(context);
      write(directory, 'f', 'from');
      write(directory, 'g', 'to');
      directory.createDirectoryAt('d');
      directory.createDirectoryAt('full');
      write(directory, 'full/x');
      assert.equal(thrown(() => directory.renameAt('missing', directory, 'x')), 'no-entry');
      assert.equal(thrown(() => directory.renameAt('f', directory, 'd')), 'is-directory');
      assert.equal(thrown(() => directory.renameAt('d', directory, 'f')), 'not-directory');
      assert.equal(thrown(() => directory.renameAt('d', directory, 'full')), 'not-empty');
      assert.equal(thrown(() => directory.renameAt('d', directory, 'd/inside')), 'invalid');
      assert.equal(thrown(() => directory.renameAt('f/', directory, 'x')), 'not-directory');
      assert.equal(thrown(() => directory.renameAt('f', directory, 'x/')), 'not-directory');
      assert.equal(thrown(() => directory.renameAt('.', directory, 'x')), 'busy');
      directory.renameAt('f', directory, 'g');
      assert.equal(text(directory.openAt(NO_FOLLOW, 'g', {}, READ).read(9n, 0n)[0]), 'from');
      directory.renameAt('full/', directory, 'd/');
      directory.renameAt('g', directory.openAt(NO_FOLLOW, 'd', {}, READ), 'moved');
      directory.renameAt('d', directory, 'd');
      assert.deepEqual(names(directory), ['d: directory']);
      assert.deepEqual(names(directory.openAt(NO_FOLLOW, 'd', {}, READ)), ['moved: regular-file', 'x: regular-file']);
    });

    test('size', (context) => {
      const directory = root(context);
      const file = write(directory, 'f', 'hello');
      file.setSize(2n);
      file.setSize(4n);
      assert.equal(text(file.read(9n, 0n)[0]), 'he\0\0');
      assert.equal(thrown(() => file.setSize(2n ** 63n)), 'invalid');
      assert.equal(thrown(() => file.setSize(2n ** 60n)), 'file-too-large');
      assert.equal(file.stat().size, 4n);
    });

    test('times: given, now, unchanged, of files and along links', (context) => {
      const directory = root(context);
      const file = write(directory, 'f');
      const at = (seconds, nanoseconds = 0) => ({ tag: 'timestamp', val: { seconds, nanoseconds } });
      const times = ({ dataAccessTimestamp, dataModificationTimestamp }) => [
        dataAccessTimestamp.seconds,
        dataModificationTimestamp.seconds,
      ];
      file.setTimes(at(1000n, 500_000_000), at(2000n, 250_000_000));
      const { dataAccessTimestamp, dataModificationTimestamp } = file.stat();
      assert.deepEqual(dataAccessTimestamp, { seconds: 1000n, nanoseconds: 500_000_000 });
      assert.deepEqual(dataModificationTimestamp, { seconds: 2000n, nanoseconds: 250_000_000 });
      file.setTimes({ tag: 'no-change' }, at(3000n));
      assert.deepEqual(times(file.stat()), [1000n, 3000n]);
      file.setTimes({ tag: 'now' }, { tag: 'no-change' });
      const [accessed, modified] = times(file.stat());
      assert.ok(Math.abs(Number(accessed) - Date.now() / 1000) < 60);
      assert.equal(modified, 3000n);

      directory.symlinkAt('f', 'link');
      directory.setTimesAt(NO_FOLLOW, 'link', at(10n), at(20n));
      assert.deepEqual(times(directory.statAt(NO_FOLLOW, 'link')), [10n, 20n]);
      assert.equal(times(file.stat())[1], 3000n);
      directory.setTimesAt(FOLLOW, 'link', at(30n), at(40n));
      assert.deepEqual(times(file.stat()), [30n, 40n]);
      directory.setTimes(at(50n), at(60n));
      assert.deepEqual(times(directory.stat()), [50n, 60n]);
      assert.equal(thrown(() => file.setTimes(at(0n, 1_000_000_000), at(0n))), 'invalid');
      assert.equal(thrown(() => directory.setTimesAt(FOLLOW, 'missing', at(0n), at(0n))), 'no-entry');
    });

    test('sync and advise', (context) => {
      const directory = root(context);
      const file = write(directory, 'f', 'x');
      const reader = directory.openAt(NO_FOLLOW, 'f', {}, READ);
      for (const descriptor of [file, reader, directory]) {
        descriptor.sync();
        descriptor.syncData();
      }
      for (const advice of ['normal', 'sequential', 'random', 'will-need', 'dont-need', 'no-reuse']) {
        file.advise(0n, 0n, advice);
      }
      assert.equal(thrown(() => file.advise(2n ** 63n, 0n, 'normal')), 'invalid');
    });

    test('identity and metadata hash', (context) => {
      const directory = root(context);
      const file = write(directory, 'f', 'abc');
      const other = write(directory, 'g', 'abc');
      const again = directory.openAt(NO_FOLLOW, 'f', {}, READ);
      assert.ok(file.isSameObject(again));
      assert.ok(!file.isSameObject(other));
      assert.deepEqual(file.metadataHash(), again.metadataHash());
      assert.deepEqual(file.metadataHash(), directory.metadataHashAt(NO_FOLLOW, 'f'));
      assert.notEqual(file.metadataHash().lower, other.metadataHash().lower);
      const before = file.metadataHash();
      file.write(bytes('abcd'), 0n);
      assert.equal(file.metadataHash().lower, before.lower);
      assert.notEqual(file.metadataHash().upper, before.upper);
      directory.symlinkAt('f', 'link');
      assert.deepEqual(directory.metadataHashAt(FOLLOW, 'link'), file.metadataHash());
      assert.notDeepEqual(directory.metadataHashAt(NO_FOLLOW, 'link'), file.metadataHash());
    });

    test('an open directory outlives its name', (context) => {
      if (kind === 'host by paths') return context.skip('a path is all there is of a directory');
      const directory = root(context);
      directory.createDirectoryAt('d');
      const opened = directory.openAt(NO_FOLLOW, 'd', {}, READ);
      directory.renameAt('d', directory, 'elsewhere');
      write(opened, 'f');
      assert.equal(directory.statAt(NO_FOLLOW, 'elsewhere/f').type, 'regular-file');
      opened.unlinkFileAt('f');
      directory.removeDirectoryAt('elsewhere');
      assert.equal(thrown(() => opened.openAt(NO_FOLLOW, 'f', CREATE, READ)), 'no-entry');
    });

    test('a dropped descriptor is closed, and what was made from it is not', (context) => {
      const directory = root(context);
      const file = write(directory, 'f', 'abc');
      const stream = file.readViaStream(0n);
      file[Symbol.dispose]();
      file[Symbol.dispose]();
      assert.equal(text(stream.blockingRead(9n)), 'abc');
      stream[Symbol.dispose]();
      assert.equal(thrown(() => file.stat()), 'bad-descriptor');
      assert.equal(thrown(() => file.read(1n, 0n)), 'bad-descriptor');
      assert.equal(thrown(() => file.openAt(NO_FOLLOW, 'x', {}, READ)), 'bad-descriptor');
      assert.equal(thrown(() => file.openAt(NO_FOLLOW, 'x/y', {}, READ)), 'bad-descriptor');
    });

    test('paths that are none', (context) => {
      const directory = root(context);
      assert.equal(thrown(() => directory.statAt(FOLLOW, '')), 'no-entry');
      assert.equal(thrown(() => directory.statAt(FOLLOW, 'a\0b')), 'invalid');
      assert.equal(thrown(() => directory.openAt(FOLLOW, 'x/\0', CREATE, READ)), 'invalid');
      assert.equal(thrown(() => directory.symlinkAt('a\0b', 'link')), 'invalid');
      assert.equal(thrown(() => directory.openAt(FOLLOW, 'x'.repeat(256), CREATE, READ)), 'name-too-long');
      assert.equal(thrown(() => directory.createDirectoryAt('é'.repeat(128))), 'name-too-long');
      directory.createDirectoryAt('é'.repeat(127));
      for (const path of ['/', '/etc', '//', '..', './..', '../x']) {
        assert.equal(thrown(() => directory.statAt(FOLLOW, path)), 'not-permitted', path);
      }
    });
  });
}
