// Runs one row a million times and prints how the heap grew: { bytesPerOperation }.
// Input (argv): { component, row, subject, operations }.

import { setImmediate } from 'node:timers/promises';
import { instantiate } from '../subjects.js';

const PARTS = 10;
/** Parts after which code is compiled and tables have their size: growth counts from there. */
const SETTLED = 3;

const { component, row: rowName, subject, operations } = JSON.parse(process.argv[2]);
const { host, rows } = await import(`../rows/${component}.js`);
const { setup, run } = rows.find(({ name }) => name === rowName);
const exports = await instantiate(subject, component, host);
setup?.(exports);

const sizes = [];
for (let part = 0; part < PARTS; part++) {
  run(exports, operations / PARTS);
  sizes.push(await settledHeap());
}
const counted = (operations / PARTS) * (PARTS - SETTLED);
console.log(JSON.stringify({ bytesPerOperation: (sizes[PARTS - 1] - sizes[SETTLED - 1]) / counted }));

/** Finalizers run between turns of the event loop, and free what only the next collection sees. */
async function settledHeap() {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
