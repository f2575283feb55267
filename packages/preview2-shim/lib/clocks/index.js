// wasi:clocks

import { MONOTONIC_RESOLUTION, WALL_RESOLUTION, monotonic, wall } from '#platform/clock.js';
import { createMonotonicClock } from './monotonic-clock.js';
import * as timezone from './timezone.js';
import { createWallClock } from './wall-clock.js';

/**
 * Clocks of the embedder's own, in nanoseconds; the host's where absent.
 * @typedef {{ monotonic?: () => bigint, wall?: () => bigint }} ClocksConfig
 */

/** @param {ClocksConfig} config */
export const createClocks = (config = {}) => ({
  monotonicClock: createMonotonicClock({ now: config.monotonic ?? monotonic, resolution: MONOTONIC_RESOLUTION }),
  wallClock: createWallClock({ now: config.wall ?? wall, resolution: WALL_RESOLUTION }),
  timezone,
});

const clocks = createClocks();

export const { monotonicClock, wallClock } = clocks;
export { timezone };
