// wasi:clocks/monotonic-clock

import { pollable } from '../core/pollable.js';

/**
 * @typedef {object} Clock
 * @property {() => bigint} now nanoseconds
 * @property {bigint} resolution nanoseconds
 */

/** @param {Clock} clock */
export const createMonotonicClock = (clock) => ({
  now: clock.now,
  resolution: () => clock.resolution,

  /** @param {bigint} when */
  subscribeInstant: (when) => pollable(timer(clock.now, when)),

  /** @param {bigint} duration */
  subscribeDuration: (duration) => pollable(timer(clock.now, clock.now() + duration)),
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
