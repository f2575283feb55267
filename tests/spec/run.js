#!/usr/bin/env node
// Runs component-model scripts against jco:
//
//   node tests/spec/run.js FOLDER… [--filter TEXT] [--json]
//
// FOLDER holds .wast files at any depth. With --filter only scripts whose path contains the text are run, and each
// failure is shown whole. The exit code is 1 when anything fails that expectations.json does not expect, or passes
// that it expects to fail.

import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { judge, loadExpectations } from './expectations.js';
import { findScripts, runScripts } from './scripts.js';

/**
 * @typedef {import('./expectations.js').Verdict} Verdict
 * @typedef {import('./scripts.js').Claim} Claim
 */

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { filter: { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
});
if (folders.length === 0) {
  console.error('usage: node tests/spec/run.js FOLDER… [--filter TEXT] [--json]');
  process.exit(2);
}

const scripts = folders.flatMap((folder) => findScripts(isAbsolute(folder) ? folder : resolve(folder)));
const chosen = scripts.filter((script) => script.includes(options.filter));
/** @type {Claim[]} */
const claims = [];
await runScripts(chosen, (found) => claims.push(...found));
claims.sort((a, b) => chosen.indexOf(a.file) - chosen.indexOf(b.file));

const { verdicts, stale } = judge(claims, loadExpectations());
const unexpected = claims.filter((_, index) => verdicts[index] === 'unexpected');
if (options.json) {
  const judged = claims.map((claim, index) => ({ ...claim, verdict: verdicts[index] }));
  console.log(JSON.stringify({ node: process.version, totals: tally(verdicts), stale, claims: judged }));
} else {
  printReport();
}
process.exitCode = unexpected.length > 0 || stale.length > 0 || chosen.length === 0 ? 1 : 0;

function printReport() {
  for (const file of chosen) {
    const counts = tally(verdicts.filter((_, index) => claims[index].file === file));
    console.log(`${file}: ${sentence(counts)}`);
  }
  for (const { file, line, type, outcome } of unexpected) {
    const detail = outcome.detail ?? '';
    const isShort = options.filter === '' && type !== 'script';
    console.log(`\n${file}:${line}: ${type}: ${isShort ? detail.split('\n')[0] : detail}`);
  }
  for (const problem of stale) console.log(`\n${problem}`);
  console.log(`\n${chosen.length} scripts on Node ${process.version}: ${sentence(tally(verdicts))}`);
}

/**
 * @param {Verdict[]} list
 * @returns {Partial<Record<Verdict, number>>}
 */
function tally(list) {
  /** @type {Partial<Record<Verdict, number>>} */
  const counts = {};
  for (const verdict of list) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** @param {Partial<Record<Verdict, number>>} counts */
function sentence(counts) {
  const parts = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  return parts.join(', ') || 'nothing';
}
