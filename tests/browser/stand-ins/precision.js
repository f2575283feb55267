// In place of packages/preview2-shim/test/precision.js: the clocks of a page that is not isolated.

export const MONOTONIC = 100_000n;
export const WALL = 100_000;
export const DISTINCT = 0;
