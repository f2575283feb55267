// Does something whenever a file, or one of a folder, has changed. A look before the work tells what the work has read:
// what changes while it goes on is seen afterwards.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const INTERVAL = 150;

/**
 * @param {string} path
 * @param {() => Promise<void>} work done at once too
 * @param {AbortSignal} signal ends it, after the work that goes on
 */
export async function watchFiles(path, work, signal) {
  for (let before = look(path); !signal.aborted; before = await changed(path, before, signal)) await work();
}

/**
 * What is there when it is another than before, and stays for a while: compilers write in several steps.
 *
 * @param {string} path
 * @param {string} before
 * @param {AbortSignal} signal
 */
async function changed(path, before, signal) {
  let last = before;
  while (!signal.aborted) {
    await wait(INTERVAL, undefined, { signal }).catch(() => {});
    const seen = look(path);
    if (seen !== before && seen === last && seen !== '') return seen;
    last = seen;
  }
  return last;
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
