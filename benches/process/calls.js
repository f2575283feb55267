// Measures one row: all subjects in this process, in turn, in many short blocks.
// Input (argv): { component, row, subjects, rounds, blockMs: { subject: number } }.
// Output: { ns: { subject: number[] } }.

import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { cpuTime } from '../statistics.js';
import { instantiate } from '../subjects.js';

/** The peer is slow and nobody's bar to the nanosecond: it takes part in every fourth round. */
const PEER_ROUNDS = 4;
const WARM_UP_MS = 150;

const { component, row: rowName, subjects, rounds, blockMs } = JSON.parse(process.argv[2]);

const runners = [];
for (const name of subjects) runners.push(await runner(name));
compareResults();
for (let pass = 0; pass < 2; pass++) for (const { warmUp } of runners) warmUp();

const blocks = runners.map(({ name, measure, calibrate }) => ({ name, measure, n: calibrate(), ns: [] }));
for (let round = 0; round < rounds; round++) {
  const ordered = round % 2 === 0 ? blocks : [...blocks].reverse();
  for (const { name, measure, n, ns } of ordered) {
    if (name !== 'peer' || round % PEER_ROUNDS === 0) ns.push(await measure(n) / n);
  }
}
console.log(JSON.stringify({ ns: Object.fromEntries(blocks.map(({ name, ns }) => [name, ns])) }));

/** The query gives each subject its own copy of the loop and of the host functions. */
async function runner(name) {
  const { host, rows } = await import(`../rows/${component}.js?${name}`);
  const row = rows.find(candidate => candidate.name === rowName);
  const exports = await instantiate(name, component, host);
  const { run } = row;
  let sink;

  /** CPU nanoseconds of n calls, with whatever collections happen in between. */
  function timed(n) {
    globalThis.gc({ type: 'minor' });
    const start = cpuTime();
    sink = run(exports, n);
    return cpuTime() - start;
  }

  /** CPU nanoseconds of n calls and of collecting all the garbage that they made, theirs alone. */
  async function measure(n) {
    const called = timed(n);
    await setImmediate();
    return called + collection();
  }

  const least = n => Math.min(timed(n), timed(n), timed(n));

  /** How many calls make a block. */
  function calibrate() {
    const enough = blockMs[name] * 1e6;
    let n = 1;
    for (let time = least(n); time < enough / 2; time = least(n)) {
      n = Math.ceil(n * Math.min(Math.max(enough / time, 1.5), 16));
    }
    return n;
  }

  function warmUp() {
    const end = performance.now() + WARM_UP_MS;
    for (let n = 1; performance.now() < end; n = Math.min(n * 2, 4096)) sink = run(exports, n);
  }

  function results() {
    row.setup?.(exports);
    const checked = row.check?.(exports);
    row.setup?.(exports);
    return structuredClone([checked, run(exports, 5)]);
  }

  return { name, results, warmUp, measure, calibrate, last: () => sink };
}

function collection() {
  const start = cpuTime();
  globalThis.gc({ type: 'minor' });
  return cpuTime() - start;
}

/** A subject that computes something else has nothing to be timed for. */
function compareResults() {
  const [first, ...others] = runners.map(({ name, results }) => ({ name, values: results() }));
  for (const { name, values } of others) {
    if (!isDeepStrictEqual(values, first.values)) {
      throw new Error(`${rowName}: ${name} and ${first.name} differ: ${show(values)} and ${show(first.values)}`);
    }
  }
}

function show(values) {
  return JSON.stringify(values, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)).slice(0, 500);
}
