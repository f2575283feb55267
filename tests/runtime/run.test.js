// `jco run` with real guests: what they get, and what becomes of how they end.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { scratchFolder } from './guest.js';
import { bin, ended, environment, guest, jcoRun, start } from './jco-run.js';

const command = guest('command');

/** @param {string} stdout */
const succeeded = (stdout) => ({ code: 0, signal: null, stdout, stderr: '' });

/**
 * A component whose `run` exits with a code.
 *
 * @param {number} code
 */
const exiting = (code) => `(component
  (import "wasi:cli/exit@0.2.3" (instance $exit (export "exit-with-code" (func (param "status-code" u8)))))
  (core func $exit (canon lower (func $exit "exit-with-code")))
  (core module $main
    (import "" "exit" (func $exit (param i32)))
    (func (export "run") (result i32) (call $exit (i32.const ${code})) unreachable))
  (core instance $main (instantiate $main (with "" (instance (export "exit" (func $exit))))))
  (func $run (result (result)) (canon lift (core func $main "run")))
  (instance $run (export "run" (func $run)))
  (export "wasi:cli/run@0.2.3" (instance $run)))`;

/** A component whose `run` returns an error. */
const failing = `(component
  (core module $main (func (export "run") (result i32) (i32.const 1)))
  (core instance $main (instantiate $main))
  (func $run (result (result)) (canon lift (core func $main "run")))
  (instance $run (export "run" (func $run)))
  (export "wasi:cli/run@0.2.0" (instance $run)))`;

test('a command in Rust and one in C say hello', async () => {
  assert.deepEqual(await jcoRun([guest('hello')]), succeeded('hello\n'));
  assert.match((await jcoRun([guest('c-hello'), 'x'])).stdout, /^hello from C\n/);
});

test('all that follows the app goes to it', async () => {
  const args = ['--help', '--dir', '/', '--json', '-v', '--', '', 'ä'];
  assert.deepEqual(await jcoRun([command, 'args', ...args]), succeeded(`${args.join('\n')}\n`));
});

test('argument 0 is the name of the file, or what is given', async () => {
  assert.deepEqual(await jcoRun([command, 'argv0']), succeeded('command.wasm\n'));
  assert.deepEqual(await jcoRun(['--argv0', 'busybox', command, 'argv0']), succeeded('busybox\n'));
});

test('the environment is what is given, and nothing else', async () => {
  const env = { FROM_HERE: 'here', OTHER: 'other' };
  assert.deepEqual(await jcoRun([command, 'env'], { env }), succeeded(''));
  const given = ['--env', 'A=1=2', '--env', 'FROM_HERE', '--env', 'A=3'];
  assert.deepEqual(await jcoRun([...given, command, 'env'], { env }), succeeded('A=3\nFROM_HERE=here\n'));
  const { stdout } = await jcoRun(['--inherit-env', '--env', 'OTHER=changed', command, 'env'], { env });
  const lines = stdout.split('\n');
  assert.ok(lines.includes('FROM_HERE=here') && lines.includes('OTHER=changed') && !lines.includes('OTHER=other'));
  assert.equal((await jcoRun(['-S', 'inherit-env', command, 'env'], { env })).stdout.includes('OTHER=other'), true);
});

test('a folder is given under its name or another', async () => {
  const work = scratchFolder();
  writeFileSync(join(work, 'a.txt'), 'content');
  assert.deepEqual(await jcoRun(['--dir', work, command, 'read', join(work, 'a.txt')]), succeeded('content'));
  assert.deepEqual(await jcoRun(['--dir', `${work}::/data`, command, 'read', '/data/a.txt']), succeeded('content'));
  assert.deepEqual(await jcoRun(['--dir', '.', command, 'read', 'a.txt'], { cwd: work }), succeeded('content'));
  assert.deepEqual(await jcoRun(['--dir', `${work}::/data`, command, 'write', '/data/b.txt', 'x']), succeeded(''));
  assert.equal(readFileSync(join(work, 'b.txt'), 'utf8'), 'x');
});

test('a folder given for reading is not written to', async () => {
  const work = scratchFolder();
  writeFileSync(join(work, 'a.txt'), 'content');
  const given = ['--dir', `${work}::/data,ro`, command];
  assert.deepEqual(await jcoRun([...given, 'read', '/data/a.txt']), succeeded('content'));
  const { code, stderr } = await jcoRun([...given, 'write', '/data/a.txt', 'x']);
  assert.equal(code, 1);
  assert.match(stderr, /^error: \w+\n$/);
  assert.equal(readFileSync(join(work, 'a.txt'), 'utf8'), 'content');
});

test('standard streams pass through', async () => {
  const bytes = 'line\n'.repeat(100_000);
  assert.deepEqual(await jcoRun([command, 'cat'], { stdin: bytes }), succeeded(bytes));
  assert.deepEqual(await jcoRun([command, 'stderr', 'oh']), { ...succeeded(''), stderr: 'oh\n' });
});

test('a gigabyte on standard input is not kept', { skip: process.platform === 'win32' }, () => {
  const folder = scratchFolder();
  const peak = join(folder, 'peak.mjs');
  writeFileSync(peak, `process.on('exit', () => console.error(process.resourceUsage().maxRSS));`);
  const pipe = 'head -c 1073741824 /dev/zero | "$0" "$1" run --jco-import "$2" "$3" cat | wc -c';
  const run = spawnSync('sh', ['-c', pipe, process.execPath, bin, peak, command], { env: environment(), encoding: 'utf8' });
  assert.equal(run.stdout.trim(), '1073741824');
  assert.ok(Number(run.stderr) < 300_000, `${run.stderr} KiB`);
});

test("the exit code is the app's", async () => {
  const folder = scratchFolder();
  for (const code of [0, 1, 42, 255]) {
    const path = join(folder, `${code}.wat`);
    writeFileSync(path, exiting(code));
    assert.deepEqual(await jcoRun([path]), { ...succeeded(''), code });
  }
  const path = join(folder, 'failing.wat');
  writeFileSync(path, failing);
  assert.deepEqual(await jcoRun([path]), { ...succeeded(''), code: 1 });
  assert.deepEqual(await jcoRun(['-'], { stdin: failing }), { ...succeeded(''), code: 1 });
  assert.equal((await jcoRun([command, 'exit', '7'])).code, 1);
});

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM'])) {
  // A shell shows 130 and 143.
  test(`${signal} ends a run as it ends other programs`, { skip: process.platform === 'win32' }, async () => {
    const child = start([guest('crash'), 'spin']);
    const end = ended(child);
    await once(child.stdout, 'data');
    child.kill(signal);
    assert.deepEqual(await end, { code: null, signal, stdout: 'spinning\n', stderr: '' });
  });
}

test('when nobody reads its output, a run ends quietly', { skip: process.platform === 'win32' }, async () => {
  const child = start([command, 'fill', '10000000']);
  child.stdout.once('data', () => child.stdout.destroy());
  const { code, stderr } = await ended(child);
  assert.deepEqual({ code, stderr }, { code: 141, stderr: '' });
});

test('an app that takes too long is ended', async () => {
  const { code, stdout, stderr } = await jcoRun(['--timeout', '1.5s', guest('crash'), 'spin']);
  assert.deepEqual({ code, stdout, stderr }, {
    code: 124,
    stdout: 'spinning\n',
    stderr: 'error[E0506]: the app has run for 1.5 s, and was ended\n',
  });
  assert.equal((await jcoRun(['--timeout', '1500ms', command, 'sleep', '3600000'])).code, 124);
});

test('an app that is done is not waited for', async () => {
  const start = performance.now();
  assert.deepEqual(await jcoRun(['--timeout', '1h', guest('hello')]), succeeded('hello\n'));
  assert.ok(performance.now() - start < 600_000);
});

test('calls are logged on request', async () => {
  const { code, stdout, stderr } = await jcoRun(['--trace', guest('hello')]);
  assert.deepEqual({ code, stdout }, { code: 0, stdout: 'hello\n' });
  assert.match(stderr, /output-stream\.(blocking-write-and-flush|write)/);
});

test('there are no terminals where there are none', async () => {
  const { stdout } = await jcoRun([command, 'terminals']);
  assert.equal(stdout.includes('true'), false, stdout);
});

test('there are terminals where there are', { skip: spawnSync('script', ['--version']).error !== undefined }, () => {
  const line = [process.execPath, bin, 'run', command, 'terminals'].map((word) => `'${word}'`).join(' ');
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { env: environment(), encoding: 'utf8', input: '' });
  assert.match(stdout, /true/);
});

test('a feature that the engine has behind a flag is switched on', async () => {
  // Component Python initializes globals with sums, which Node 20 calls extended-const.
  const folder = scratchFolder();
  writeFileSync(join(folder, 'host.mjs'), 'export const announced = (text) => text.length;');
  const args = ['--jco-map', 'announced=./host.mjs#announced', '--invoke', 'announce("abc")', guest('python')];
  assert.deepEqual(await jcoRun(args, { cwd: folder }), succeeded('announcing abc\n3\n'));
});
