// The datetime of wasi:clocks, which files have too.

/** @typedef {{ seconds: bigint, nanoseconds: number }} Datetime */

const SECOND = 1_000_000_000n;

/**
 * @param {bigint} nanoseconds since 1970
 * @returns {Datetime}
 */
export const datetime = (nanoseconds) => ({
  seconds: nanoseconds / SECOND,
  nanoseconds: Number(nanoseconds % SECOND),
});
