#!/usr/bin/env node
// Runs the benchmarks and writes their tables into docs/benchmarks.md; ends with 1 when a bar is missed.
//
//   node benches/run.js [calls|heap|size|transpile|command|start|serve|jspi|chromium|page|first …] [--node PATH] [--only REGEX] [--out FILE]
//                       [--subjects ours,hand,peer] [--repeat N] [--rounds N]
//
// Subjects are our package in the working tree, hand-written glue (benches/hand) and the peer, which is
// installed on first use or found in the folder that JCO_BENCH_PEER names.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { calls } from './calls.js';
import { chromium } from './chromium.js';
import { command } from './command.js';
import { first } from './first.js';
import { heap } from './heap.js';
import { jspi } from './jspi.js';
import { whyNotOurs } from './ours.js';
import { page } from './page.js';
import { writeSection } from './report.js';
import { serve } from './serve.js';
import { size } from './size.js';
import { start } from './start.js';
import { transpile } from './transpile.js';

/**
 * @typedef {object} Options
 * @property {string} node executable that measures
 * @property {string[]} subjects
 * @property {RegExp} only names of rows to run
 * @property {number} repeat processes per row of `calls`
 * @property {number} rounds per process
 * @property {(line: string) => void} progress
 */

const benches = { calls, heap, size, transpile, command, start, serve, jspi, chromium, page, first };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    node: { type: 'string', default: process.execPath },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url)) },
    repeat: { type: 'string', default: '3' },
    subjects: { type: 'string', default: 'ours,hand,peer' },
    rounds: { type: 'string', default: '15' },
  },
});

const unknown = positionals.find(name => !Object.hasOwn(benches, name));
if (unknown) {
  console.error(`no benchmark "${unknown}": there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

let subjects = values.subjects.split(',');
const missing = subjects.includes('ours') ? await whyNotOurs() : undefined;
if (missing) {
  console.error(`without ours: ${missing}`);
  subjects = subjects.filter(subject => subject !== 'ours');
}

const options = {
  node: values.node,
  subjects,
  only: new RegExp(values.only),
  repeat: Number(values.repeat),
  rounds: Number(values.rounds),
  progress: line => console.error(line),
};
const version = execFileSync(values.node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();

const hasJspi = execFileSync(values.node, ['-p', 'typeof WebAssembly.promising'], { encoding: 'utf8' }).startsWith('function');
const possible = Object.keys(benches).filter(name => hasJspi || (name !== 'jspi' && name !== 'chromium'));

let failures = 0;
for (const name of positionals.length > 0 ? positionals : possible) {
  const table = await benches[name](options);
  failures += table.rows.filter(row => row.includes('FAIL')).length;
  writeSection(values.out, version, table);
}
console.error(failures === 0 ? 'every bar reached' : `${failures} bars missed`);
process.exitCode = failures === 0 ? 0 : 1;
