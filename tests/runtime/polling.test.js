// Clocks, randomness, poll and standard streams by their own functions, in Rust.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { playCommands } from './command-transcript.js';
import { runCommand, transpileGuest } from './guest.js';

/** @type {string} */
let polling;
before(async () => {
  polling = await transpileGuest('polling');
});

test('clocks, timers, randomness and streams behave as under wasmtime', async () => {
  await playCommands('polling', polling);
});

test('what the WIT says traps, traps', async () => {
  for (const [part, message] of [['trap-empty', /poll of an empty list/], ['trap-permit', /wrote 16 bytes where/]]) {
    const { code, stdout, stderr } = await runCommand(polling, { args: [String(part)] });
    assert.notEqual(code, 0);
    assert.equal(stdout.toString(), '');
    assert.match(stderr, /** @type {RegExp} */ (message));
  }
});
