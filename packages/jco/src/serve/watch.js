// Calls back when a file has changed: it may be written in place, or replaced by another.

import { watchFile } from 'node:fs';

/**
 * @param {string} path
 * @param {() => void} changed
 */
export function watch(path, changed) {
  // Compilers remove and write anew, which only a look at the name from time to time sees everywhere.
  watchFile(path, { interval: 200 }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs && now.size > 0) changed();
  });
}
