// How fine the clocks of this host are. A browser's are coarser: tests/browser has others in place of these.

/** Nanoseconds. */
export const MONOTONIC = 1n;
export const WALL = 1000;

/** Of a thousand looks at the wall clock, how many at least have fractions of a millisecond that no other has. */
export const DISTINCT = 100;
