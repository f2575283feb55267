// wasi:cli/stdout

/** @param {{ stdout: import('./stdio.js').Stdio<import('../core/stream.js').OutputStream> }} state */
export const createStdout = (state) => ({ getStdout: () => state.stdout.open() });
