import assert from 'node:assert/strict';
import { test } from 'node:test';

import { playCommands } from './command-transcript.js';
import { runCommand, transpileGuest } from './guest.js';

test('a command in C on preview 1 reads and writes through the adapter', async () => {
  const path = await transpileGuest('c-hello');
  const input = { args: ['one', 'zwei'], env: { LANGUAGE: 'C' }, stdin: 'first\nsecond\n' };
  const { code, stdout, stderr } = await runCommand(path, input);
  const lines = ['hello from C', 'argument 1: one', 'argument 2: zwei', 'language: C', 'FIRST', 'SECOND', ''];
  assert.equal(stdout.toString(), lines.join('\n'));
  assert.equal(stderr, '2 lines\n');
  // The adapter knows failure, not its number.
  assert.equal(code, 1);
});

test('a command in C that returns zero succeeds', async () => {
  const { code, stdout, stderr } = await runCommand(await transpileGuest('c-hello'));
  assert.equal(stdout.toString(), 'hello from C\n');
  assert.equal(stderr, '0 lines\n');
  assert.equal(code, 0);
});

test('what C does with files, through the adapter, prints and ends as under wasmtime', { timeout: 120_000 }, async () => {
  await playCommands('c-files', await transpileGuest('c-files'));
});

test('C prints and ends as under wasmtime', async () => {
  await playCommands('c-hello', await transpileGuest('c-hello'));
});
