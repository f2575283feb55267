// The host's clocks, in nanoseconds. Browsers blur them: to 100 µs, or to 5 µs where the page is isolated from others.

const MILLISECOND = 1_000_000n;

const precision = globalThis.crossOriginIsolated ? 5_000n : 100_000n;

export const MONOTONIC_RESOLUTION = precision;
export const WALL_RESOLUTION = precision;

/** @param {number} milliseconds */
const nanoseconds = (milliseconds) => BigInt(Math.round(milliseconds * 1000)) * 1000n;

/** Time since some fixed point; never goes back. */
export const monotonic = () => nanoseconds(performance.now());

/** Time since 1970, as the host's clock is set. */
export function wall() {
  const now = nanoseconds(performance.timeOrigin + performance.now());
  const coarse = BigInt(Date.now()) * MILLISECOND;
  const ahead = now - coarse;
  // The fine clock is not set with the host's, and in some browsers stands still while the host sleeps.
  return ahead > -2n * MILLISECOND && ahead < 2n * MILLISECOND ? now : coarse;
}
