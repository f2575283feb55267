// Transpiles one file over and over, subjects in turn: { ns: { subject: number[] } }.
// Input (argv): { file, subjects, rounds }.

import { readFileSync } from 'node:fs';
import { importOurs } from '../ours.js';
import { importPeer } from '../peer.js';
import { cpuTime } from '../statistics.js';

const BLOCK_NS = 20e6;
const WARM_UP = 3;

const { file, subjects, rounds } = JSON.parse(process.argv[2]);
const component = new Uint8Array(readFileSync(file));

const runners = [];
for (const subject of subjects) {
  const { transpile } = subject === 'ours' ? await importOurs() : await importPeer();
  runners.push({ subject, transpile, n: 1, ns: [] });
}

for (const runner of runners) {
  for (let i = 0; i < WARM_UP; i++) await measure(runner);
  runner.n = Math.max(1, Math.ceil(BLOCK_NS / await measure(runner)));
}
for (let round = 0; round < rounds; round++) {
  for (const runner of runners) runner.ns.push(await measure(runner));
}
console.log(JSON.stringify({ ns: Object.fromEntries(runners.map(({ subject, ns }) => [subject, ns])) }));

/** CPU nanoseconds of one transpilation, garbage of those before not counted. */
async function measure({ transpile, n }) {
  globalThis.gc();
  const start = cpuTime();
  for (let i = 0; i < n; i++) await transpile(component, { name: 'component' });
  return (cpuTime() - start) / n;
}
