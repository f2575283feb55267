// wasi:clocks

import * as platform from '#platform/clock.js';
import { pollable } from '../core/pollable.js';
import { datetime } from './datetime.js';
import * as timezone from './timezone.js';

/**
 * Clocks of the embedder's own, in nanoseconds, the wall clock's since 1970; the host's where absent.
 * @typedef {{ monotonic?: () => bigint, wall?: () => bigint }} ClocksConfig
 */

/** @param {ClocksConfig} config */
export const createClocks = ({ monotonic = platform.monotonic, wall = platform.wall } = {}) => ({
  monotonicClock: createMonotonicClock(monotonic),
  wallClock: {
    now: () => datetime(wall()),
    resolution: () => datetime(platform.WALL_RESOLUTION),
  },
  timezone,
});

/** @param {() => bigint} now */
const createMonotonicClock = (now) => ({
  now,
  resolution: () => platform.MONOTONIC_RESOLUTION,

  /** @param {bigint} when */
  subscribeInstant: (when) => pollable(timer(now, when)),

  /** @param {bigint} duration */
  subscribeDuration: (duration) => pollable(timer(now, now() + duration)),
});

/**
 * @param {() => bigint} now
 * @param {bigint} deadline
 * @returns {import('../core/pollable.js').Waiter}
 */
const timer = (now, deadline) => ({
  ready: () => now() >= deadline,
  remaining: () => Number(deadline - now()),
});

export const { monotonicClock, wallClock } = createClocks();
export { timezone };
