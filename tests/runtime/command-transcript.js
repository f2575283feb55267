// Plays a transcript of runs of a command, recorded with wasmtime by `oracle/record.py`.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { runCommand, scratchFolder } from './guest.js';
import { readTranscript } from './transcript.js';

/**
 * Runs a command again and again; each run must print what it printed under wasmtime, and end as it ended.
 *
 * @param {string} name the transcript's
 * @param {string} path the transpiled module
 * @returns {Promise<string>} the folder with what was `/work`: `work`, or what a run has as `folder`
 */
export async function playCommands(name, path) {
  const scratch = scratchFolder();
  for (const { args, env, stdin, folder = 'work', ...end } of readTranscript(name)) {
    const work = join(scratch, folder);
    mkdirSync(work, { recursive: true });
    const { code, stdout, stderr } = await runCommand(path, { args, env, stdin, preopens: { '/work': work } });
    assert.deepEqual({ args, code, stdout: stdout.toString(), stderr }, { args, ...end });
  }
  return scratch;
}
