// Calls back when a file has changed: it may be written in place, or replaced by another.

import { statSync } from 'node:fs';

/** Milliseconds between two looks. */
const INTERVAL = 100;

/**
 * Looks at a file from time to time. Compilers remove and write anew, which only a look at the name sees everywhere.
 *
 * @param {string} path
 * @returns {(changed: () => void) => void} begins to look: each state of the file is told once, beginning with the first that
 *   differs from the one `watch` found. So nothing is missed by who calls `watch`, then reads the file, then begins.
 */
export function watch(path) {
  let told = stateOf(path);
  let last = told;
  return (changed) => {
    setInterval(() => {
      const state = stateOf(path);
      // One that is still being written differs from look to look.
      if (state === last && state !== told && state !== undefined) {
        told = state;
        changed();
      }
      last = state;
    }, INTERVAL).unref();
  };
}

/** @param {string} path */
function stateOf(path) {
  const state = statSync(path, { bigint: true, throwIfNoEntry: false });
  return state?.size ? `${state.ino} ${state.size} ${state.mtimeNs}` : undefined;
}
