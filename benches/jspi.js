// Calls under JSPI: those that wait against the engine's own functions, those that cannot against hand-written glue.

import { jspiBars } from './bars.js';
import { inChild } from './child.js';
import { options as told } from './components/jspi.js';
import { nanoseconds, ratio, verdict } from './format.js';
import { rows } from './rows/jspi.js';
import { median } from './statistics.js';
import { prepare } from './subjects.js';

const COLUMNS = ['work', 'ours', 'hand-written', 'peer', 'ours / hand-written', 'peer / ours', 'bar', ''];

/** @param {import('./run.js').Options} options */
export async function jspi({ node, subjects, repeat, rounds, only, progress }) {
  const table = {
    title: 'JSPI',
    note: 'CPU nanoseconds per call. Hand-written is `WebAssembly.promising` and `Suspending` with nothing around them.',
    columns: COLUMNS,
    rows: [],
  };
  await prepare('jspi', subjects, told);
  for (const { name } of rows.filter(row => only.test(row.name))) {
    try {
      const runs = [];
      for (let i = 0; i < repeat; i++) runs.push(await inChild(node, 'jspi', { row: name, subjects, rounds }));
      table.rows.push(cells(name, subjects, runs));
    } catch (error) {
      table.rows.push([name, error.message, '', '', '', '', '', 'FAIL']);
    }
    progress(table.rows.at(-1).join(', '));
  }
  return table;
}

/** Ratios are taken within a round, where both met the same machine. */
function cells(name, subjects, runs) {
  const time = subject => (subjects.includes(subject) ? median(runs.map(({ ns }) => median(ns[subject]))) : undefined);
  const between = (a, b) => {
    if (!subjects.includes(a) || !subjects.includes(b)) return undefined;
    return median(runs.map(({ ns }) => median(ns[a].map((value, round) => value / ns[b][round]))));
  };
  const oursToHand = between('ours', 'hand');
  const { atMost } = jspiBars.find(bar => bar.rows.test(name));
  const measured = [time('ours'), time('hand'), time('peer')].map(nanoseconds);
  const ratios = [ratio(oursToHand), ratio(between('peer', 'ours'))];
  return [name, ...measured, ...ratios, `≤ ${atMost} × hand-written`, verdict(oursToHand, { atMost })];
}
