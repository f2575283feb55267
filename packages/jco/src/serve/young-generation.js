// Keeps the young generation of the thread that speaks HTTP small.
//
// V8 doubles it as long as there is something left alive when it is collected, up to 48 MiB on Node 20 and 192 on Node 24.
// Of a server under load there always is, and a larger one makes it no quicker. A program can set the most of its threads, but
// not of itself; whether it grows, V8 looks up each time.

import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** How large it may grow, in bytes. */
const ENOUGH = 8 * 1024 * 1024;

let isKept = false;

/** To be called from time to time while it may grow. */
export function keepYoungGenerationSmall() {
  if (isKept) return;
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  if (young === undefined || young.space_size < ENOUGH) return;
  setFlagsFromString('--semi-space-growth-factor=1');
  isKept = true;
}
