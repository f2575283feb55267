// Pollables and poll: timers, sources, mixtures of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClocks, monotonicClock } from '../lib/clocks/index.js';
import { pollable } from '../lib/core/pollable.js';
import { poll } from '../lib/io/index.js';
import { assertTraps } from './payload.js';

const MILLISECOND = 1_000_000n;
const { now, subscribeDuration, subscribeInstant } = monotonicClock;
const AN_HOUR = 3_600_000n * MILLISECOND;

test('a timer is ready when its time has come, and stays ready', () => {
  const start = now();
  const timer = subscribeDuration(200n * MILLISECOND);
  assert.equal(timer.ready(), false);
  timer.block();
  assert.ok(now() - start >= 200n * MILLISECOND);
  assert.equal(timer.ready(), true);
  timer.block();
});

test('what is past or immediate is ready at once', () => {
  assert.equal(subscribeDuration(0n).ready(), true);
  assert.equal(subscribeInstant(0n).ready(), true);
  assert.equal(subscribeInstant(now()).ready(), true);
});

test('poll tells all that are ready, in order, duplicates too', () => {
  const [ready, later] = [subscribeDuration(0n), subscribeDuration(AN_HOUR)];
  const indices = poll.poll([later, ready, later, ready, ready]);
  assert.ok(indices instanceof Uint32Array);
  assert.deepEqual([...indices], [1, 3, 4]);
});

test('poll waits for the first of several timers', () => {
  const start = now();
  const timers = [subscribeDuration(AN_HOUR), subscribeDuration(3n * MILLISECOND), subscribeDuration(2n ** 64n - 1n)];
  assert.deepEqual([...poll.poll(timers)], [1]);
  assert.ok(now() - start >= 3n * MILLISECOND);
});

test('the least time can be waited for', () => {
  const timer = subscribeDuration(1n);
  timer.block();
  assert.equal(timer.ready(), true);
});

test('poll of nothing traps', () => {
  assertTraps(() => poll.poll([]), /poll of an empty list/);
});

test('a source that only tells when asked is asked again', () => {
  let asked = 0;
  const source = pollable({ ready: () => ++asked > 4 });
  assert.deepEqual([...poll.poll([source])], [0]);
  assert.equal(asked, 5);
});

test('a source that can wait by itself does so when it is alone', () => {
  let isReady = false;
  let blocked = 0;
  const source = pollable({
    ready: () => isReady,
    block() {
      blocked++;
      isReady = true;
    },
  });
  assert.deepEqual([...poll.poll([source, subscribeDuration(0n)])], [1]);
  assert.equal(blocked, 0);
  source.block();
  assert.equal(blocked, 1);
});

test('a source is looked at while a timer runs', () => {
  const deadline = now() + 3n * MILLISECOND;
  const source = pollable({ ready: () => now() >= deadline });
  assert.deepEqual([...poll.poll([subscribeDuration(AN_HOUR), source])], [1]);
});

test('a clock of the embedder decides when timers are ready', () => {
  let time = 1000n;
  const { monotonicClock, wallClock } = createClocks({ monotonic: () => time, wall: () => 5_000_000_007n });
  const timer = monotonicClock.subscribeDuration(10n);
  assert.equal(monotonicClock.now(), 1000n);
  assert.equal(timer.ready(), false);
  time = 1010n;
  assert.equal(timer.ready(), true);
  assert.deepEqual(wallClock.now(), { seconds: 5n, nanoseconds: 7 });
});

test('a dropped pollable waits for nothing', () => {
  const timer = subscribeDuration(AN_HOUR);
  timer[Symbol.dispose]();
  timer.block();
});

test('a million pollables leave nothing behind', () => {
  const subscribe = () => {
    for (let count = 0; count < 200_000; count++) subscribeDuration(AN_HOUR)[Symbol.dispose]();
  };
  subscribe();
  const before = process.memoryUsage().heapUsed;
  for (let round = 0; round < 5; round++) subscribe();
  assert.ok(process.memoryUsage().heapUsed - before < 32 * 2 ** 20);
});
