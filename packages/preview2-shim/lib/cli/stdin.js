// wasi:cli/stdin

/** @param {{ stdin: import('./stdio.js').Stdio<import('../core/stream.js').InputStream> }} state */
export const createStdin = (state) => ({ getStdin: () => state.stdin.open() });
