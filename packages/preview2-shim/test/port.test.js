// Channels to the worker: bytes both ways through full rings, failures, ends; and what a promise in place of a wait does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monotonicClock } from '../lib/clocks/index.js';
import { poll, pollable, until } from '../lib/core/pollable.js';
import { inputStream, outputStream } from '../lib/core/stream.js';
import { open } from '../lib/platform/node/channels.js';

/** The next message of a channel. */
const receive = (channel) => until(() => channel.receive(), [{ ready: () => channel.hasMessage(), wakes: true }]);

const LOCALHOST = { address: '127.0.0.1', port: 0 };

function listen() {
  const listener = open('tcp', { family: 4 }, { bytes: true });
  listener.post({ bind: LOCALHOST });
  const { bound } = receive(listener);
  listener.post({ listen: { backlog: 8 } });
  assert.deepEqual(receive(listener), { listening: true });
  return { listener, address: bound };
}

function connection() {
  const { listener, address } = listen();
  const near = open('tcp', { family: 4 }, { bytes: true });
  near.post({ connect: address });
  const { connected } = receive(near);
  assert.deepEqual(connected.remote, address);
  const { accepted } = receive(listener);
  assert.deepEqual(accepted.remote, connected.local);
  const far = listener.adopt(accepted.id);
  listener.post({ accepted: true });
  listener.close();
  return { near, far };
}

test('more bytes than the rings hold arrive, in order, both ways', () => {
  const { near, far } = connection();
  const TOTAL = 3_000_017;
  const expected = new Uint8Array(TOTAL).map((_, index) => (index * 31) >> 3);
  for (const [from, to] of [[near, far], [far, near]]) {
    const [output, input] = [outputStream(from.sink), inputStream(to.source)];
    const received = new Uint8Array(TOTAL);
    let [sent, got] = [0, 0];
    while (got < TOTAL) {
      const permit = Math.min(Number(output.checkWrite()), TOTAL - sent);
      output.write(expected.subarray(sent, sent + permit));
      sent += permit;
      const bytes = sent < TOTAL ? input.read(50_001n) : input.blockingRead(50_001n);
      received.set(bytes, got);
      got += bytes.length;
    }
    assert.equal(Buffer.compare(received, expected), 0);
  }
  near.close();
  far.close();
});

test('a reader that is slow stops the writer, and nothing is lost', () => {
  const { near, far } = connection();
  const block = new Uint8Array(65536).fill(7);
  let written = 0;
  // Until the rings and the kernel are full, which shows in that a timer is what wakes us.
  for (;;) {
    const timer = monotonicClock.subscribeDuration(100_000_000n);
    const output = pollable(near.sink);
    if (poll([output, timer])[0] === 1) break;
    const permit = Math.min(near.sink.capacity(), block.length);
    near.sink.write(block.subarray(0, permit));
    written += permit;
  }
  near.finish();
  const input = inputStream(far.source);
  let read = 0;
  assert.throws(() => {
    for (;;) read += input.blockingRead(100_000n).length;
  }, (payload) => payload.tag === 'closed');
  assert.equal(read, written);
  near.close();
  far.close();
});

test('a flush is over when the kernel has the bytes', () => {
  const { near, far } = connection();
  const output = outputStream(near.sink);
  output.checkWrite();
  output.write(new Uint8Array(1000));
  output.flush();
  output.subscribe().block();
  assert.ok(output.checkWrite() > 0n);
  assert.equal(inputStream(far.source).blockingRead(2000n).length, 1000);
  near.close();
  far.close();
});

test('an end arrives after the bytes before it', () => {
  const { near, far } = connection();
  near.sink.write(new Uint8Array(10));
  near.finish();
  const input = inputStream(far.source);
  assert.equal(input.blockingRead(100n).length, 10);
  assert.throws(() => input.blockingRead(100n), (payload) => payload.tag === 'closed');
  far.close();
  near.close();
});

test('a channel to nothing fails with the host\'s error', () => {
  const channel = open('dns', { name: 'nothing.invalid' });
  assert.throws(() => receive(channel), { code: /ENOTFOUND|EAI_AGAIN/ });
  channel.close();
});

test('where waiting is a promise, so is what waits', async () => {
  /** @type {(() => void)[]} */
  let waiting = [];
  const block = () => new Promise((resolve) => waiting.push(resolve));
  const wake = () => {
    for (const resolve of waiting.splice(0)) resolve();
    return new Promise((resolve) => setImmediate(resolve));
  };

  const queue = [];
  const input = inputStream({ read: () => queue.shift() ?? new Uint8Array(0), ready: () => queue.length > 0, wakes: true, block });
  const read = input.blockingRead(10n);
  const blocked = input.subscribe().block();
  assert.ok(read instanceof Promise && blocked instanceof Promise);
  queue.push(new Uint8Array(0), new Uint8Array([1, 2]), new Uint8Array([3]));
  await wake();
  await blocked;
  assert.deepEqual([...(await Promise.race([read, wake().then(() => read)]))], [1, 2]);
  assert.equal(input.blockingSkip(1n), 1n, 'what is there needs no promise');

  let room = 0;
  const written = [];
  const write = (bytes) => {
    room -= bytes.length;
    written.push(...bytes);
  };
  const output = outputStream({ write, capacity: () => room, ready: () => room > 0, wakes: true, block });
  const whole = output.blockingWriteAndFlush(new Uint8Array([1, 2, 3]));
  for (let count = 0; count < 3; count++) {
    room = 1;
    await wake();
    assert.equal(written.length, count + 1);
  }
  room = 1;
  await wake();
  assert.equal(await whole, undefined);
  assert.deepEqual(written, [1, 2, 3]);
});
