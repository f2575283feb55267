// Whatever is given for a component comes back as an error with a code, or is transpiled: soon, and in little memory.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { JcoError, transpile } from 'jco';

import { hostileInputs } from './hostile.js';

/** A second, and what a byte of the input may take beside it. */
const milliseconds = (/** @type {number} */ bytes) => 1000 + bytes / 100;
/** 200 MB, and what may be made of a byte of the input. */
const memory = (/** @type {number} */ bytes) => (200 << 20) + 1000 * bytes;

for (const [name, input] of hostileInputs()) {
  test(`${name}: ${input.length} bytes`, async () => {
    resetPeak();
    const [before, start] = [peak(), process.cpuUsage()];
    const outcome = await transpile(input).catch((error) => error);
    const { user, system } = process.cpuUsage(start);
    if (outcome instanceof Error) {
      assert.ok(outcome instanceof JcoError, String(outcome.stack));
      assert.match(outcome.code, /^E0[1-4]/, outcome.message);
      assert.doesNotMatch(outcome.message, /[\p{Cc}\u202e]/u);
    }
    assert.ok((user + system) / 1000 < milliseconds(input.length), `took ${(user + system) / 1000} ms`);
    assert.ok(peak() - before < memory(input.length), `took ${(peak() - before) >> 20} MB`);
  });
}

/** The most memory the process has had, in bytes, where the system tells (`proc(5)`). */
function peak() {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]) * 1024;
  } catch {
    return 0;
  }
}

/** Sets the peak to what is in use; where that cannot be done, what came before has to be forgiven. */
function resetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux.
  }
}
