// Time per call, export and import, of every kind of value.

import { callBars } from './bars.js';
import { inChild } from './child.js';
import { nanoseconds, ratio, verdict } from './format.js';
import { median } from './statistics.js';
import { prepare } from './subjects.js';

const components = ['scalars', 'strings', 'lists', 'compound', 'resources', 'fused'];
/**
 * Long enough for a block to make as much garbage as one collection takes away. The peer's calls keep
 * what they made until the event loop turns, which would make a long block slower than its calls are.
 */
const BLOCK_MS = { ours: 16, hand: 16, peer: 4 };

/** @param {import('./run.js').Options} options */
export async function calls(options) {
  const results = [];
  for (const component of components) {
    const { rows } = await import(`./rows/${component}.js`);
    const chosen = rows.filter(({ name, heapOnly }) => !heapOnly && options.only.test(name));
    if (chosen.length > 0) await prepare(component, options.subjects);
    for (const { name } of chosen) {
      const result = await measure(options, component, name);
      options.progress(`${name}: ${result.error ?? describe(result)}`);
      results.push(result);
    }
  }
  return {
    title: 'Calls',
    note: 'CPU nanoseconds per call. "in" is towards the guest, "out" from it; hand-written glue runs the same core module.',
    columns: ['work', 'ours', 'hand-written', 'peer', 'ours / hand-written', 'peer / ours', 'bar', ''],
    rows: results.map(cells),
  };
}

async function measure({ node, subjects, repeat, rounds }, component, name) {
  const runs = [];
  try {
    for (let i = 0; i < repeat; i++) {
      runs.push(await inChild(node, 'calls', { component, row: name, subjects, rounds, blockMs: BLOCK_MS }));
    }
  } catch (error) {
    return { name, error: error.message };
  }
  return summary(name, subjects, runs);
}

/** The ratio to hand-written glue is taken within a round, where both met the same machine. */
function summary(name, subjects, runs) {
  const result = { name };
  for (const subject of subjects) result[subject] = median(runs.map(({ ns }) => median(ns[subject])));
  if (subjects.includes('ours')) {
    result.oursToHand = median(runs.map(({ ns }) => median(ns.ours.map((time, round) => time / ns.hand[round]))));
    if (result.peer) result.peerToOurs = result.peer / result.ours;
  }
  return result;
}

function describe({ name, oursToHand, peerToOurs, ...times }) {
  const shown = Object.entries(times).map(([subject, time]) => `${subject} ${nanoseconds(time)} ns`);
  if (oursToHand !== undefined) shown.push(`ours / hand ${ratio(oursToHand)}`);
  return shown.join(', ');
}

function cells({ name, error, ours, hand, peer, oursToHand, peerToOurs }) {
  if (error) return [name, error, '', '', '', '', '', 'FAIL'];
  const bar = callBars.find(({ rows }) => rows.test(name));
  const measured = [name, nanoseconds(ours), nanoseconds(hand), nanoseconds(peer), ratio(oursToHand), ratio(peerToOurs)];
  if (!bar) return [...measured, '', ''];
  return bar.oursToHand
    ? [...measured, `≤ ${bar.oursToHand} × hand-written`, verdict(oursToHand, { atMost: bar.oursToHand })]
    : [...measured, `≥ ${bar.peerToOurs} × the peer`, verdict(peerToOurs, { atLeast: bar.peerToOurs })];
}
