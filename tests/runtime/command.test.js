import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { playCommands } from './command-transcript.js';
import { runCommand, scratchFolder, transpileGuest } from './guest.js';

/** @type {string} */
let command;
before(async () => {
  command = await transpileGuest('command');
});

/**
 * @param {string[]} args
 * @param {import('./guest.js').CommandInput} [input]
 */
async function run(args, input) {
  const { code, stdout, stderr } = await runCommand(command, { args, ...input });
  return { code, stdout: stdout.toString(), stderr };
}

test('a command prints and ends as under wasmtime, run after run in one folder', async () => {
  await playCommands('command', command);
});

test('a megabyte passes through standard input and output', async () => {
  const bytes = Buffer.alloc(1 << 20, 'abcdefghijklmnopqrstuvwxyz\n');
  const { code, stdout } = await runCommand(command, { args: ['cat'], stdin: bytes });
  assert.equal(code, 0);
  assert.ok(stdout.equals(bytes));
});

test('output larger than a pipe arrives whole', async () => {
  const { code, stdout } = await run(['fill', '300000']);
  assert.equal(code, 0);
  assert.equal(stdout.length, 300_000);
  assert.ok(stdout.startsWith('abcdefghijklmnopqrstuvwxyzab'));
});

test('a panic is a trap: its message is shown and the process fails', async () => {
  const { code, stdout, stderr } = await run(['panic', 'on purpose']);
  assert.notEqual(code, 0);
  assert.equal(stdout, '');
  assert.match(stderr, /panicked at .*:\non purpose\n/);
  assert.match(stderr, /unreachable/);
});

test('the clock shows the time', async () => {
  const earliest = Math.floor(Date.now() / 1000);
  const { stdout } = await run(['time']);
  const [seconds, nanoseconds] = stdout.split(' ').map(Number);
  assert.ok(seconds >= earliest && seconds <= Date.now() / 1000, stdout);
  assert.ok(nanoseconds >= 0 && nanoseconds < 1e9, stdout);
});

test('random bytes differ from run to run', async () => {
  const [first, second] = await Promise.all([run(['random']), run(['random'])]);
  assert.match(first.stdout, /^[0-9a-f]{64}\n$/);
  assert.match(second.stdout, /^[0-9a-f]{64}\n$/);
  assert.notEqual(first.stdout, second.stdout);
});

test('without preopens there are no files', async () => {
  const { code, stderr } = await run(['read', '/etc/hostname']);
  assert.deepEqual({ code, stderr }, { code: 1, stderr: 'error: NotFound\n' });
});

test('what the guest writes is on the disk', async () => {
  const work = scratchFolder();
  const done = { code: 0, stdout: '', stderr: '' };
  const preopens = { '/work': work };
  assert.deepEqual(await run(['write', '/work/a.txt', 'grüße'], { preopens }), done);
  assert.equal(readFileSync(join(work, 'a.txt'), 'utf8'), 'grüße');
  assert.deepEqual(await run(['make-directory', '/work/sub'], { preopens }), done);
  assert.deepEqual(await run(['rename', '/work/a.txt', '/work/sub/b.txt'], { preopens }), done);
  assert.deepEqual(readdirSync(work), ['sub']);
  assert.deepEqual(readdirSync(join(work, 'sub')), ['b.txt']);
});

test('several preopens are told apart by the longest name', async () => {
  const [outer, inner] = [scratchFolder(), scratchFolder()];
  writeFileSync(join(outer, 'file'), 'outer');
  writeFileSync(join(inner, 'file'), 'inner');
  const preopens = { '/data': outer, '/data/inner': inner };
  assert.equal((await run(['read', '/data/file'], { preopens })).stdout, 'outer');
  assert.equal((await run(['read', '/data/inner/file'], { preopens })).stdout, 'inner');
});

test('a symbolic link inside a preopen is followed', async () => {
  const work = scratchFolder();
  mkdirSync(join(work, 'sub'));
  writeFileSync(join(work, 'sub/target'), 'found');
  symlinkSync('sub/target', join(work, 'link'));
  const preopens = { '/work': work };
  assert.equal((await run(['read', '/work/link'], { preopens })).stdout, 'found');
  assert.equal((await run(['read-link', '/work/link'], { preopens })).stdout, 'sub/target\n');
  assert.equal((await run(['lstat', '/work/link'], { preopens })).stdout, 'symlink\n');
  assert.equal((await run(['stat', '/work/link'], { preopens })).stdout, 'file 5\n');
});

test('no symbolic link leads out of a preopen', async () => {
  const [work, outside] = [scratchFolder(), scratchFolder()];
  writeFileSync(join(outside, 'secret'), 'secret');
  symlinkSync(join(outside, 'secret'), join(work, 'absolute'));
  symlinkSync(outside, join(work, 'folder'));
  symlinkSync('..', join(work, 'parent'));
  const preopens = { '/work': work };
  for (const path of ['absolute', 'folder/secret', `parent/${outside.split('/').at(-1)}/secret`]) {
    const { code, stdout } = await run(['read', `/work/${path}`], { preopens });
    assert.deepEqual({ path, code, stdout }, { path, code: 1, stdout: '' });
  }
});
