import assert from 'node:assert/strict';
import { test } from 'node:test';

import { playCommands } from './command-transcript.js';
import { runCommand, transpileGuest } from './guest.js';

test('a command writes to standard output', async () => {
  const { code, stdout, stderr } = await runCommand(await transpileGuest('hello'));
  assert.deepEqual({ code, stdout: stdout.toString(), stderr }, { code: 0, stdout: 'hello\n', stderr: '' });
});

test('a minified command runs', async () => {
  const { code, stdout } = await runCommand(await transpileGuest('hello', { minify: true }));
  assert.deepEqual({ code, stdout: stdout.toString() }, { code: 0, stdout: 'hello\n' });
});

test('a command whose modules are inlined runs', async () => {
  const { code, stdout } = await runCommand(await transpileGuest('hello', { base64Cutoff: 1_000_000 }));
  assert.deepEqual({ code, stdout: stdout.toString() }, { code: 0, stdout: 'hello\n' });
});

test('a command can wait for its instance', async () => {
  const { code, stdout } = await runCommand(await transpileGuest('hello', { tlaCompat: true }));
  assert.deepEqual({ code, stdout: stdout.toString() }, { code: 0, stdout: 'hello\n' });
});

test('a command prints and ends as under wasmtime', async () => {
  await playCommands('hello', await transpileGuest('hello'));
});
