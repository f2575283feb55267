// The host's clocks, in nanoseconds.

/** Time since some fixed point; never goes back. */
export const monotonic = process.hrtime.bigint;

// Node tells the time of day in milliseconds only, and the monotonic clock in nanoseconds: the time of day is the
// monotonic clock plus a distance, measured again whenever the two clocks have come apart (the host's clock was set).
/** @type {bigint | undefined} */
let distance;

const MILLISECOND = 1_000_000n;

/** Time since 1970, as the host's clock is set. */
export function wall() {
  distance ??= BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n - monotonic();
  const now = monotonic() + distance;
  const coarse = BigInt(Date.now()) * MILLISECOND;
  const ahead = now - coarse;
  if (ahead > -MILLISECOND && ahead < 2n * MILLISECOND) return now;
  distance = coarse - monotonic();
  return coarse;
}

export const MONOTONIC_RESOLUTION = 1n;
export const WALL_RESOLUTION = 1000n;

/** What the process has used of its processors. */
export function cpu() {
  const { user, system } = process.cpuUsage();
  return BigInt(user + system) * CPU_RESOLUTION;
}

export const CPU_RESOLUTION = 1000n;
