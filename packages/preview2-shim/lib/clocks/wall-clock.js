// wasi:clocks/wall-clock

/** @typedef {{ seconds: bigint, nanoseconds: number }} Datetime */

const SECOND = 1_000_000_000n;

/**
 * @param {bigint} nanoseconds
 * @returns {Datetime}
 */
export const datetime = (nanoseconds) => ({
  seconds: nanoseconds / SECOND,
  nanoseconds: Number(nanoseconds % SECOND),
});

/** @param {import('./monotonic-clock.js').Clock} clock nanoseconds since 1970 */
export const createWallClock = (clock) => ({
  now: () => datetime(clock.now()),
  resolution: () => datetime(clock.resolution),
});
