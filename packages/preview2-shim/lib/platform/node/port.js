// How this thread waits.

const cell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Stops this thread.
 * @param {number} nanoseconds
 */
export function sleep(nanoseconds) {
  Atomics.wait(cell, 0, 0, nanoseconds / 1e6);
}
