// The preview 1 programs of the public WASI test suite. `expectations.json` has the failures that are known, each with
// the reason; no other may fail, and none of these may pass unnoticed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { findPrograms, findSuite } from './programs.js';
import { run } from './run.js';

/** @type {{ failures: Record<string, string> }} by name of the program */
const { failures } = JSON.parse(readFileSync(new URL('./expectations.json', import.meta.url), 'utf8'));

/** As many as there were when this was written: fewer, and something is missing. */
const LEAST = 72;

/** More at once only wait for each other. */
const AT_ONCE = 2;

const missing =
  'there is no suite: set WASI_TESTSUITE to a checkout of its branch prod/testsuite-base, or git submodule update --init';

const suite = findSuite();
const skip = suite === undefined && missing;

test('the preview 1 programs of wasi-testsuite', { skip, concurrency: AT_ONCE }, async (context) => {
  const programs = findPrograms(/** @type {string} */ (suite));
  assert.ok(programs.length >= LEAST, `${programs.length} programs in ${suite}`);
  const names = new Set(programs.map(({ name }) => name));
  assert.deepEqual(Object.keys(failures).filter((name) => !names.has(name)), [], 'expected to fail, and not there');
  await Promise.all(programs.map((program) => context.test(program.name, async () => {
    const difference = await run(program);
    const because = failures[program.name];
    if (because === undefined) assert.equal(difference, undefined);
    else assert.notEqual(difference, undefined, `it passes, and was expected to fail: ${because}`);
  })));
});
