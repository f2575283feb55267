// Transpiling in a process that has done so before, and the memory it takes to do so once.

import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transpileBars } from './bars.js';
import { inChild } from './child.js';
import { megabytes, milliseconds, ratio, verdict } from './format.js';
import { median } from './statistics.js';

const ROUNDS = 11;
const PEAK_RUNS = 5;

/** @param {import('./run.js').Options} options */
export async function transpile(options) {
  const rows = [];
  for (const guest of ['command', 'js'].filter(name => options.only.test(name))) {
    const file = fileURLToPath(new URL(`../tests/guests/built/${guest}.wasm`, import.meta.url));
    if (!existsSync(file)) {
      rows.push([`${guest}.wasm`, '', '', '', '', 'skipped: build tests/guests first']);
      continue;
    }
    const input = statSync(file).size;
    const name = `${guest}.wasm (${megabytes(input)} MB)`;
    rows.push(await timeRow(options, name, file), await peakRow(options, name, file, input));
    options.progress(rows.slice(-2).map(row => row.join(' | ')).join('\n'));
  }
  return {
    title: 'Transpile',
    note: 'In process: CPU milliseconds of a warm call; peak memory of a first call, over an empty process.',
    columns: ['work', 'ours', 'peer', 'peer / ours', 'bar', ''],
    rows,
  };
}

async function timeRow({ node, subjects }, name, file) {
  const transpilers = subjects.filter(subject => subject !== 'hand');
  const { ns } = await inChild(node, 'transpile', { file, subjects: transpilers, rounds: ROUNDS });
  const [ours, peer] = ['ours', 'peer'].map(subject => ns[subject] && median(ns[subject]));
  const peerToOurs = ours && peer && peer / ours;
  const bar = transpileBars.peerToOurs;
  return [
    `${name}, CPU ms`, milliseconds(ours), milliseconds(peer), ratio(peerToOurs),
    `≥ ${bar} × the peer`, verdict(peerToOurs, { atLeast: bar }),
  ];
}

async function peakRow({ node, subjects }, name, file, input) {
  const empty = await medianPeak(node, file, 'none');
  const over = {};
  for (const subject of subjects.filter(key => key !== 'hand')) {
    over[subject] = await medianPeak(node, file, subject) - empty;
  }
  const bar = input + transpileBars.peakBytes;
  return [
    `${name}, peak MB`, megabytes(over.ours), megabytes(over.peer),
    ratio(over.ours && over.peer && over.peer / over.ours), `≤ ${megabytes(bar)} MB`, verdict(over.ours, { atMost: bar }),
  ];
}

async function medianPeak(node, file, subject) {
  const peaks = [];
  for (let i = 0; i < PEAK_RUNS; i++) peaks.push((await inChild(node, 'peak', { file, subject })).peak);
  return median(peaks);
}
