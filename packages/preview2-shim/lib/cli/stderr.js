// wasi:cli/stderr

/** @param {{ stderr: import('./stdio.js').Stdio<import('../core/stream.js').OutputStream> }} state */
export const createStderr = (state) => ({ getStderr: () => state.stderr.open() });
