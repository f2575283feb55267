import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { judge } from './expectations.js';
import { findScripts, runScripts } from './scripts.js';

/** @typedef {import('./scripts.js').Claim} Claim */

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));
const run = (/** @type {string[]} */ args) =>
  spawnSync(process.execPath, [path('./run.js'), ...args], { encoding: 'utf8' });

/** @param {string} folder */
async function claimsOf(folder) {
  /** @type {Claim[]} */
  const claims = [];
  await runScripts(findScripts(path(folder)), (found) => claims.push(...found));
  return claims;
}

test('every kind of command and of value works', async () => {
  const claims = await claimsOf('./scripts');
  const failed = claims.filter(({ outcome }) => outcome.status !== 'passed');
  assert.deepEqual(failed, []);
  assert.ok(claims.length > 60);
});

test('a claim that does not hold fails, and what builds on it is blocked', async () => {
  const claims = await claimsOf('./failing');
  const statuses = claims.map(({ outcome }) => outcome.status);
  assert.deepEqual(statuses.slice(0, 2), ['passed', 'passed']);
  assert.deepEqual(new Set(statuses.slice(2, 11)), new Set(['failed']));
  assert.deepEqual(statuses.slice(11), ['failed', 'blocked', 'blocked']);
});

test('a run fails for a failure that nobody expects, and says where it is', () => {
  const { status, stdout } = run([path('./failing')]);
  assert.equal(status, 1);
  assert.match(stdout, /failing\.wast:12: assert_return: expected \{"type":"u32","value":"2"\}, got 1/);
});

test('a run over a folder without scripts fails', () => {
  assert.equal(run([path('../nodes.js')]).status, 1);
  assert.equal(run([]).status, 2);
});

/** @type {(line: number, status: 'passed' | 'failed', code?: string) => Claim} */
const claim = (line, status, code) =>
  ({ file: '/suite/folder/a.wast', line, type: 'module', text: 'text', outcome: { status, code } });

test('expected failures are told from others by place, type, text, and line', () => {
  const because = 'a reason';
  const failures = [{ in: ['a.wast'], type: 'module', text: 'ex', lines: [1], because }];
  const { verdicts, stale } = judge([claim(1, 'failed'), claim(2, 'failed')], { unsupported: [], failures });
  assert.deepEqual(verdicts, ['expected', 'unexpected']);
  assert.deepEqual(stale, []);
});

test('an expected failure that passes, or that no command matches, is stale', () => {
  const because = 'a reason';
  const passing = judge([claim(1, 'passed')], { unsupported: [], failures: [{ in: ['folder/'], because }] });
  assert.match(passing.stale.join(), /a\.wast:1 passes, but is expected to fail/);
  const gone = judge([claim(1, 'passed')], { unsupported: [], failures: [{ in: ['folder/'], lines: [9], because }] });
  assert.match(gone.stale.join(), /no such command/);
  const elsewhere = judge([claim(1, 'passed')], { unsupported: [], failures: [{ in: ['other/'], because }] });
  assert.deepEqual(elsewhere.stale, []);
});

test('a refused feature is counted apart', () => {
  const unsupported = [{ in: ['folder/'], codes: ['E0000'], because: 'a reason' }];
  const claims = [claim(1, 'failed', 'E0000'), claim(2, 'failed', 'E0001')];
  assert.deepEqual(judge(claims, { unsupported, failures: [] }).verdicts, ['unsupported', 'unexpected']);
  assert.match(judge([claim(1, 'passed')], { unsupported, failures: [] }).stale.join(), /nothing is refused/);
});
