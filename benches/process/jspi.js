// Measures one row of `jspi`: all subjects in this process, in turn, in blocks. A block waits for all its calls.
// Input (argv): { row, subjects, rounds }. Output: { ns: { subject: number[] } }.

import { isDeepStrictEqual } from 'node:util';
import { cpuTime } from '../statistics.js';
import { instantiate } from '../subjects.js';

const BLOCK_NS = 16e6;
const WARM_UP_MS = 200;

const { row: rowName, subjects, rounds } = JSON.parse(process.argv[2]);

const runners = [];
for (const name of subjects) runners.push(await runner(name));
const [first, ...others] = runners;
for (const other of others) {
  if (!isDeepStrictEqual(other.checked, first.checked)) throw new Error(`${rowName}: ${other.name} and ${first.name} differ`);
}
for (let pass = 0; pass < 2; pass++) for (const { warmUp } of runners) await warmUp();
for (const each of runners) each.n = await each.calibrate();
for (let round = 0; round < rounds; round++) {
  for (const { timed, n, ns } of round % 2 === 0 ? runners : [...runners].reverse()) ns.push((await timed(n)) / n);
}
console.log(JSON.stringify({ ns: Object.fromEntries(runners.map(({ name, ns }) => [name, ns])) }));

/** The query gives each subject its own copy of the loop and of the host functions. */
async function runner(name) {
  const { host, rows } = await import(`../rows/jspi.js?${name}`);
  const { run, check } = rows.find(candidate => candidate.name === rowName);
  const exports = await instantiate(name, 'jspi', host);
  const checked = [await check?.(exports), await run(exports, 5)];

  /** CPU nanoseconds of n calls and of collecting the garbage that they made. */
  async function timed(n) {
    globalThis.gc({ type: 'minor' });
    const start = cpuTime();
    await run(exports, n);
    globalThis.gc({ type: 'minor' });
    return cpuTime() - start;
  }

  async function warmUp() {
    const end = performance.now() + WARM_UP_MS;
    for (let n = 1; performance.now() < end; n = Math.min(n * 2, 4096)) await run(exports, n);
  }

  const least = async n => Math.min(await timed(n), await timed(n), await timed(n));

  /** How many calls make a block. */
  async function calibrate() {
    let n = 256;
    for (let time = await least(n); time < BLOCK_NS / 2; time = await least(n)) {
      n = Math.ceil(n * Math.min(Math.max(BLOCK_NS / time, 1.5), 16));
    }
    return n;
  }

  return { name, checked, timed, warmUp, calibrate, n: 1, ns: [] };
}
