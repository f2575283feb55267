// Streams: over files, and over sources and sinks that show each rule of the interface.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ioError } from '../lib/core/errors.js';
import { createPipe } from '../lib/core/pipe.js';
import { inputStream, outputStream } from '../lib/core/stream.js';
import { types } from '../lib/filesystem/index.js';
import { error, poll, streams } from '../lib/io/index.js';
import { networkErrorCode } from '../lib/sockets/network.js';
import { CREATE, NO_FOLLOW, READ_WRITE, fileSystems, preopen, temporaryFolder } from './file-systems.js';
import { assertTraps, bytes, text, thrown } from './payload.js';

const CLOSED = { tag: 'closed' };

for (const [kind, mount] of Object.entries(fileSystems)) {
  describe(`file streams on ${kind}`, () => {
    const newFile = (context, content) => {
      const file = preopen(mount(temporaryFolder(context))).openAt(NO_FOLLOW, 'f', CREATE, READ_WRITE);
      file.write(bytes(content), 0n);
      return file;
    };
    const content = (file) => text(file.read(100_000n, 0n)[0]);

    test('reads from its offset to the end, and what is appended after that', (context) => {
      const file = newFile(context, 'hello world');
      const stream = file.readViaStream(6n);
      assert.equal(text(stream.read(3n)), 'wor');
      assert.equal(text(stream.blockingRead(2n ** 64n - 1n)), 'ld');
      assert.deepEqual(thrown(() => stream.blockingRead(1n)), CLOSED);
      assert.deepEqual(thrown(() => stream.read(1n)), CLOSED);
      assert.deepEqual(stream.read(0n), new Uint8Array(0));
      file.write(bytes('!'), 11n);
      assert.equal(text(stream.blockingRead(9n)), '!');
      assert.deepEqual(thrown(() => file.readViaStream(2n ** 62n).blockingRead(1n)), CLOSED);
    });

    test('skips', (context) => {
      const stream = newFile(context, 'hello world').readViaStream(0n);
      assert.equal(stream.skip(0n), 0n);
      assert.equal(stream.skip(6n), 6n);
      assert.equal(stream.blockingSkip(2n), 2n);
      assert.equal(text(stream.read(1n)), 'r');
      assert.equal(stream.skip(2n ** 64n - 1n), 2n);
      assert.deepEqual(thrown(() => stream.skip(1n)), CLOSED);
      assert.deepEqual(thrown(() => stream.blockingSkip(1n)), CLOSED);
    });

    test('streams of one file do not disturb each other', (context) => {
      const file = newFile(context, 'abcdef');
      const [one, other] = [file.readViaStream(0n), file.readViaStream(3n)];
      assert.equal(text(one.read(2n)), 'ab');
      assert.equal(text(other.read(2n)), 'de');
      assert.equal(text(one.read(2n)), 'cd');
    });

    test('writes from its offset', (context) => {
      const file = newFile(context, 'hello world');
      const stream = file.writeViaStream(6n);
      assert.ok(stream.checkWrite() >= 4096n);
      stream.write(bytes('there'));
      stream.flush();
      stream.checkWrite();
      stream.write(bytes(', again'));
      stream.blockingFlush();
      assert.equal(content(file), 'hello there, again');
    });

    test('appends wherever the end is', (context) => {
      const file = newFile(context, 'a');
      const [one, other] = [file.appendViaStream(), file.appendViaStream()];
      for (const [stream, piece] of [[one, 'b'], [other, 'c'], [one, 'd']]) {
        stream.checkWrite();
        stream.write(bytes(piece));
      }
      file.write(bytes('e'), 4n);
      one.blockingWriteAndFlush(bytes('f'));
      assert.equal(content(file), 'abcdef');
      file.setSize(1n);
      other.blockingWriteAndFlush(bytes('g'));
      assert.equal(content(file), 'ag');
    });

    test('writes zeroes and splices', (context) => {
      const file = newFile(context, 'hello');
      const stream = file.writeViaStream(1n);
      stream.checkWrite();
      stream.writeZeroes(2n);
      stream.blockingWriteZeroesAndFlush(1n);
      assert.equal(content(file), 'h\0\0\0o');
      const target = file.writeViaStream(5n);
      assert.equal(target.splice(file.readViaStream(0n), 2n), 2n);
      assert.equal(target.blockingSplice(file.readViaStream(4n), 1n), 1n);
      assert.equal(content(file), 'h\0\0\0oh\0o');
      assert.deepEqual(thrown(() => target.splice(file.readViaStream(99n), 2n)), CLOSED);
    });

    test('is always ready', (context) => {
      const file = newFile(context, 'x');
      const pollables = [file.readViaStream(0n), file.writeViaStream(0n), file.appendViaStream()].map((stream) => stream.subscribe());
      assert.deepEqual([...poll.poll(pollables)], [0, 1, 2]);
    });
  });
}

test('a large read comes in portions', (context) => {
  const file = preopen(temporaryFolder(context)).openAt(NO_FOLLOW, 'f', CREATE, READ_WRITE);
  file.setSize(3n * 2n ** 20n);
  const stream = file.readViaStream(0n);
  let total = 0;
  for (;;) {
    try {
      total += stream.blockingRead(2n ** 64n - 1n).length;
    } catch (payload) {
      assert.deepEqual(payload, CLOSED);
      break;
    }
  }
  assert.equal(total, 3 * 2 ** 20);
});

/** A sink of limited capacity that keeps what it gets. */
function slowSink(limit) {
  const sink = {
    received: '',
    room: limit,
    flushes: 0,
    capacity: () => sink.room,
    write(list) {
      assert.ok(list.length <= sink.room, 'never more than there is capacity for');
      sink.room -= list.length;
      sink.received += text(list);
    },
    flush: () => void sink.flushes++,
    ready: () => sink.room > 0,
    block: () => void (sink.room = limit),
  };
  return sink;
}

test('write traps without, and beyond, what check-write permits', () => {
  const sink = slowSink(5);
  const stream = outputStream(sink);
  stream.write(new Uint8Array(0));
  assertTraps(() => stream.write(bytes('a')), /wrote 1 bytes where the last check permits 0/);
  assert.equal(stream.checkWrite(), 5n);
  assertTraps(() => stream.write(bytes('abcdef')), /wrote 6 bytes where the last check permits 5/);
  stream.write(bytes('abc'));
  assertTraps(() => stream.write(bytes('def')), /permits 2/);
  stream.write(bytes('de'));
  assert.equal(stream.checkWrite(), 0n);
  assertTraps(() => stream.write(bytes('f')), /permits 0/);
  assertTraps(() => stream.writeZeroes(1n), /permits 0/);
  assert.equal(sink.received, 'abcde');
});

test('the blocking writes wait for capacity, flush, and take 4096 bytes at most', () => {
  const sink = slowSink(1000);
  const stream = outputStream(sink);
  stream.blockingWriteAndFlush(bytes('x'.repeat(4096)));
  stream.blockingWriteZeroesAndFlush(4096n);
  assert.equal(sink.received, 'x'.repeat(4096) + '\0'.repeat(4096));
  assert.equal(sink.flushes, 2);
  assertTraps(() => stream.write(bytes('x')), /permits 0/);
  assertTraps(() => stream.blockingWriteAndFlush(new Uint8Array(4097)), /takes at most 4096 bytes, not 4097/);
  assertTraps(() => stream.blockingWriteZeroesAndFlush(4097n), /takes at most 4096 bytes, not 4097/);
  stream.blockingWriteAndFlush(new Uint8Array(0));
});

test('a pollable of an output stream is ready when there is capacity', () => {
  const sink = slowSink(1);
  const stream = outputStream(sink);
  const pollable = stream.subscribe();
  assert.equal(pollable.ready(), true);
  stream.checkWrite();
  stream.write(bytes('x'));
  assert.equal(pollable.ready(), false);
  pollable.block();
  assert.equal(pollable.ready(), true);
  assert.equal(stream.checkWrite(), 1n);
});

test('splice moves the least of what is asked, permitted and there', () => {
  const sink = slowSink(4);
  const stream = outputStream(sink);
  const pipe = createPipe();
  const source = inputStream(pipe.source);
  assert.equal(stream.splice(source, 10n), 0n);
  pipe.sink.write(bytes('abcdefgh'));
  assert.equal(stream.splice(source, 2n), 2n);
  assert.equal(stream.splice(source, 10n), 2n);
  assert.equal(stream.splice(source, 10n), 0n);
  assert.equal(stream.blockingSplice(source, 10n), 4n);
  assert.equal(sink.received, 'abcdefgh');
  pipe.sink.close();
  assert.deepEqual(thrown(() => stream.blockingSplice(source, 1n)), CLOSED);
});

test('a pipe: none yet, some, the end', () => {
  const pipe = createPipe();
  const stream = inputStream(pipe.source);
  const pollable = stream.subscribe();
  assert.deepEqual(stream.read(5n), new Uint8Array(0));
  assert.equal(pollable.ready(), false);
  pipe.sink.write(bytes('abc'));
  assert.equal(pollable.ready(), true);
  assert.equal(text(stream.read(2n)), 'ab');
  pipe.sink.close();
  assert.equal(text(stream.read(2n)), 'c');
  assert.deepEqual(thrown(() => stream.read(2n)), CLOSED);
  assert.equal(pollable.ready(), true);
});

/** Each way in which the host can fail, and the codes it is known by. */
const failures = [
  [Object.assign(new Error('no space'), { code: 'ENOSPC', errno: -28 }), 'insufficient-space', 'unknown', 'no space'],
  [Object.assign(new Error('reset'), { code: 'ECONNRESET', errno: -104 }), 'io', 'connection-reset', 'reset'],
  [Object.assign(new Error('odd'), { code: 'EODD', errno: -9999 }), 'io', 'unknown', 'odd'],
  ['quota', 'quota', undefined, 'quota'],
  [ioError('ours', { network: 'timeout' }), undefined, 'timeout', 'ours'],
];

test('a failure is told once, with its code; then the stream is closed', () => {
  for (const [failure, filesystemCode, networkCode, message] of failures) {
    let isClosed = false;
    const fail = () => {
      throw failure;
    };
    const close = () => void (isClosed = true);
    const input = () => inputStream({ read: fail, blockingRead: fail, skip: fail, close });
    const output = () => outputStream({ write: fail, flush: fail, capacity: fail, close });
    const unbounded = () => {
      const stream = outputStream({ write: fail, close });
      stream.checkWrite();
      return stream;
    };
    /** @type {[object, (stream: any) => unknown][]} */
    const operations = [
      [input(), (stream) => stream.read(1n)],
      [input(), (stream) => stream.blockingRead(1n)],
      [input(), (stream) => stream.skip(1n)],
      [input(), (stream) => stream.blockingSkip(1n)],
      [output(), (stream) => stream.checkWrite()],
      [output(), (stream) => stream.flush()],
      [output(), (stream) => stream.blockingFlush()],
      [output(), (stream) => stream.blockingWriteAndFlush(bytes('x'))],
      [output(), (stream) => stream.splice(input(), 1n)],
      [unbounded(), (stream) => stream.write(bytes('x'))],
      [unbounded(), (stream) => stream.writeZeroes(1n)],
      [unbounded(), (stream) => stream.blockingWriteZeroesAndFlush(1n)],
    ];
    for (const [stream, operation] of operations) {
      isClosed = false;
      const payload = thrown(() => operation(stream));
      assert.equal(payload.tag, 'last-operation-failed', String(operation));
      assert.ok(payload.val instanceof error.Error);
      assert.equal(payload.val.toDebugString(), message);
      assert.equal(types.filesystemErrorCode(payload.val), filesystemCode);
      assert.equal(networkErrorCode(payload.val), networkCode);
      assert.ok(isClosed, String(operation));
      assert.deepEqual(thrown(() => operation(stream)), CLOSED, String(operation));
      assert.ok(stream.subscribe().ready());
    }
  }
});

test('what is no failure of I/O passes as it is', () => {
  const bug = new TypeError('a bug');
  const payload = { tag: 'closed' };
  for (const failure of [bug, payload]) {
    const stream = inputStream({
      read() {
        throw failure;
      },
    });
    assert.equal(thrown(() => stream.read(1n)), failure);
  }
});

test('a dropped stream is closed', () => {
  const closes = [];
  const input = inputStream({ read: () => bytes('x'), close: () => void closes.push('input') });
  const output = outputStream({ write() {}, close: () => void closes.push('output') });
  const pollable = input.subscribe();
  for (const stream of [input, output, input, output]) stream[Symbol.dispose]();
  assert.deepEqual(closes, ['input', 'output']);
  assert.deepEqual(thrown(() => input.read(1n)), CLOSED);
  assert.deepEqual(thrown(() => output.checkWrite()), CLOSED);
  assert.deepEqual(thrown(() => output.write(bytes('x'))), CLOSED);
  assert.equal(pollable.ready(), true);
});

test('resources are not made by their constructors', () => {
  const classes = [streams.InputStream, streams.OutputStream, poll.Pollable, error.Error, types.Descriptor, types.DirectoryEntryStream];
  for (const Resource of classes) assert.throws(() => new Resource(), TypeError, Resource.name);
});
