// Tells when a file, or one of a folder, has changed: it may be written in place, or replaced by another.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds between two looks. */
const INTERVAL = 100;

/**
 * Looks at a path from time to time. Compilers remove and write anew, which only a look at the name sees everywhere.
 *
 * @param {string} path of a file or a folder
 * @returns {(signal: AbortSignal) => Promise<boolean>} waits for the next state that differs from the one told last, first
 *   from the one that `watch` found; false if the signal comes before. So nothing is missed by who calls `watch`, then reads.
 */
export function watch(path) {
  let told = look(path);
  let last = told;
  return async (signal) => {
    while (!signal.aborted) {
      await wait(INTERVAL, undefined, { signal }).catch(() => {});
      const seen = look(path);
      // What is still being written differs from look to look.
      const isNew = seen === last && seen !== told && seen !== '';
      last = seen;
      if (!isNew) continue;
      told = seen;
      return true;
    }
    return false;
  };
}

/**
 * Which file it is, how large and how old; nothing while there is none, or an empty one.
 *
 * @param {string} path
 * @returns {string}
 */
function look(path) {
  try {
    const stats = statSync(path, { bigint: true });
    if (stats.isDirectory()) return readdirSync(path).sort().map((name) => `${name} ${look(join(path, name))}`).join('\n');
    return stats.size === 0n ? '' : [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
  } catch {
    return '';
  }
}
