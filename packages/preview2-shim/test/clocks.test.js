import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { monotonicClock, timezone, wallClock } from '../lib/clocks/index.js';
import { DISTINCT, MONOTONIC, WALL } from './precision.js';

test('the monotonic clock never goes back, and has its resolution', () => {
  let last = 0n;
  for (let count = 0; count < 10_000; count++) {
    const now = monotonicClock.now();
    assert.equal(typeof now, 'bigint');
    assert.ok(now >= last);
    last = now;
  }
  assert.equal(monotonicClock.resolution(), MONOTONIC);
});

test('the wall clock is the time of day, finer than a millisecond', () => {
  const fractions = new Set();
  for (let count = 0; count < 1000; count++) {
    const before = Date.now();
    const { seconds, nanoseconds } = wallClock.now();
    const after = Date.now();
    const time = Number(seconds) * 1000 + nanoseconds / 1e6;
    assert.ok(time >= before - 3 && time <= after + 3, `${time} is not within ${before} and ${after}`);
    assert.ok(nanoseconds >= 0 && nanoseconds < 1e9);
    fractions.add(nanoseconds % 1e6);
  }
  assert.ok(fractions.size > DISTINCT);
  assert.deepEqual(wallClock.resolution(), { seconds: 0n, nanoseconds: WALL });
});

test('the wall clock follows the host when it is set', (context) => {
  wallClock.now();
  const hours = 7_200_000;
  const real = Date.now;
  context.mock.method(Date, 'now', () => real() + hours);
  const ahead = Number(wallClock.now().seconds) * 1000 - real();
  assert.ok(Math.abs(ahead - hours) < 2000, String(ahead));
  context.mock.restoreAll();
  assert.ok(Math.abs(Number(wallClock.now().seconds) * 1000 - real()) < 2000);
});

const inZone = (zone, expression) => {
  const module = JSON.stringify(new URL('../lib/clocks/timezone.js', import.meta.url));
  const program = `import { display, utcOffset } from ${module}; console.log(JSON.stringify(${expression}));`;
  const options = { env: { ...process.env, TZ: zone }, encoding: 'utf8' };
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], options));
};

test('the time zone tells its offset, name and daylight saving time', () => {
  const [january, july] = ['{ seconds: 1704067200n, nanoseconds: 0 }', '{ seconds: 1719792000n, nanoseconds: 5 }'];
  assert.equal(inZone('Europe/Berlin', `utcOffset(${january})`), 3600);
  assert.equal(inZone('Europe/Berlin', `utcOffset(${july})`), 7200);
  assert.equal(inZone('Asia/Kolkata', `utcOffset(${july})`), 19800);
  assert.equal(inZone('America/New_York', `utcOffset(${january})`), -18000);
  assert.deepEqual(inZone('Europe/Berlin', `display(${july})`), { utcOffset: 7200, name: 'GMT+2', inDaylightSavingTime: true });
  assert.deepEqual(inZone('UTC', `display(${january})`), { utcOffset: 0, name: 'UTC', inDaylightSavingTime: false });
  assert.equal(inZone('Australia/Sydney', `display(${january})`).inDaylightSavingTime, true);
});

test('a time beyond all dates has an offset as well', () => {
  assert.equal(typeof timezone.utcOffset({ seconds: 2n ** 64n - 1n, nanoseconds: 0 }), 'number');
});
