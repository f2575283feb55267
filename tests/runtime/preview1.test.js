// Programs on preview 1 as they are, one in C and one in Rust, against what the host really has: files, pipes, exit codes.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { scratchFolder } from './guest.js';
import { readTranscript } from './transcript.js';

const guestPath = (/** @type {string} */ name) => fileURLToPath(new URL(`../guests/built/${name}.wasm`, import.meta.url));
const guest = guestPath('preview1');
const cli = fileURLToPath(new URL('../../packages/jco/bin/jco.js', import.meta.url));

/**
 * @typedef {object} Given
 * @property {string} [folder] the guest's root
 * @property {boolean} [readOnly]
 * @property {[string, string][]} [env]
 * @property {string} [stdin]
 */

/**
 * @param {string[]} args
 * @param {Given} [given]
 */
function start(args, { folder, readOnly = false, env = [] } = {}, stdio = /** @type {any} */ ('pipe')) {
  const dirs = folder === undefined ? [] : ['--dir', `${folder}::/${readOnly ? ',ro' : ''}`];
  const variables = env.flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  return spawn(process.execPath, [cli, 'run', '--argv0', 'preview1', ...dirs, ...variables, guest, ...args], { stdio });
}

/**
 * @param {string[]} args
 * @param {Given} [given]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
async function run(args, given = {}) {
  const child = start(args, given);
  const outcome = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (outcome.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (outcome.stderr += text));
  child.stdin.on('error', () => {});
  child.stdin.end(given.stdin ?? '');
  return { code: await ending(child), ...outcome };
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number | null>} */
const ending = (child) => new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));

/**
 * @param {string[]} args
 * @param {Given} given
 */
async function succeeds(args, given) {
  const { code, stdout, stderr } = await run(args, given);
  assert.equal(stderr, '');
  assert.equal(code, 0);
  return stdout;
}

/**
 * @param {string[]} args
 * @param {Given} given
 * @param {string} stderr
 */
async function fails(args, given, stderr) {
  assert.deepEqual(await run(args, given), { code: 1, stdout: '', stderr: `${stderr}\n` });
}

test('exit codes are passed on, above 1 and above 125', async () => {
  for (const code of [0, 1, 42, 126, 255]) assert.equal((await run(['exit', String(code)])).code, code);
});

test('a trap is no exit', async () => {
  const { code, stderr } = await run(['abort']);
  assert.equal(code, 134);
  assert.match(stderr, /^error\[E0501\]: the app trapped: wasm `unreachable` instruction executed\n/);
});

// wasmtime answers a read of a directory with `badf`, and neither allocates nor writes several buffers at once.
test('the program prints and ends as under wasmtime', { timeout: 120_000 }, () => {
  playCommands('preview1', guest);
});

test('a program in Rust prints and ends as under wasmtime', { timeout: 120_000 }, () => {
  // What preview 1 calls badf, Rust has no name for.
  playCommands('rust-preview1', guestPath('rust-preview1'), { 'read /work/sub': { stderr: 'error: IsADirectory\n' } });
});

/**
 * Runs a module again and again; each run must print what it printed under wasmtime, and end as it ended.
 *
 * @param {string} name the transcript's
 * @param {string} module
 * @param {Record<string, object>} [differences] what is other here, by arguments
 */
function playCommands(name, module, differences = {}) {
  const scratch = scratchFolder();
  for (const { args, env = {}, stdin, folder = 'work', ...end } of readTranscript(name)) {
    const work = join(scratch, folder);
    mkdirSync(work, { recursive: true });
    const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const given = ['run', '--argv0', 'command.wasm', '--dir', `${work}::/work`, ...variables, module, ...args];
    const { status: code, stdout, stderr } = spawnSync(process.execPath, [cli, ...given], { input: stdin ?? '', encoding: 'utf8' });
    assert.deepEqual({ args, code, stdout, stderr }, { args, ...end, ...differences[args.join(' ')] });
  }
}

test('the example of the README runs', () => {
  const folder = scratchFolder();
  const readme = readFileSync(new URL('../../packages/jco/README.md', import.meta.url), 'utf8');
  const [, example = ''] = /## Core modules of preview 1\n[^]*?```js\n([^]*?)```/.exec(readme) ?? [];
  writeFileSync(join(folder, 'example.mjs'), example.replace("'world'", "'environment', 'world'"));
  copyFileSync(guest, join(folder, 'app.wasm'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(fileURLToPath(new URL('../../packages/jco', import.meta.url)), join(folder, 'node_modules/jco'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '3:app\n11:environment\n5:world\n6=LANG=C\n', stderr: '' });
});

test('a function is called with numbers, and its results are shown', () => {
  const module = join(scratchFolder(), 'module.wat');
  writeFileSync(module, `(module (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32))) (memory (export "memory") 1)
    (func (export "mixed") (param i64 f64 i32) (result i64 f64 i32)
      (i64.add (local.get 0) (i64.const 1)) (f64.div (f64.const 1) (local.get 1)) (i32.add (call $yield) (local.get 2))))`);
  const call = (/** @type {string} */ text) => spawnSync(process.execPath, [cli, 'run', '--invoke', text, module], { encoding: 'utf8' });
  assert.equal(call('mixed(9007199254740993, -0.0, 0x10)').stdout, '(9007199254740994, -inf, 16)\n');
  const { status, stderr } = call('none()');
  assert.equal(status, 1);
  assert.equal(stderr, `error[E0503]: there is no function to call for --invoke "none()"\n  --> ${module}\n  help: it exports mixed\n`);
});

test('arguments and variables arrive as they are', async () => {
  const args = ['', ' ', 'a "quoted" \\ one', "it's", 'new\nline', 'žluťoučký 🐎', '--', '-x', '$HOME %PATH% *'];
  /** @type {[string, string][]} */
  const env = [['EMPTY', ''], ['EQUALS', 'a=b=c'], ['LINES', 'a\nb'], ['ŽLUŤ', '🐎'], ['QUOTED', '"\'\\']];
  const stdout = await succeeds(['environment', ...args], { env });
  const shown = (/** @type {string} */ text, /** @type {string} */ mark) => `${Buffer.byteLength(text)}${mark}${text}\n`;
  const expected = [
    ...['preview1', 'environment', ...args].map((arg) => shown(arg, ':')),
    ...env.map(([name, value]) => shown(`${name}=${value}`, '=')),
  ];
  assert.equal(stdout, expected.join(''));
});

test('a megabyte passes from standard input to standard output', async () => {
  const stdin = 'žluť'.repeat(1 << 17);
  assert.equal(await succeeds(['copy'], { stdin }), stdin);
});

test('a file as standard input is read to its end', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'input'), 'x'.repeat(200_000));
  const child = start(['copy'], {}, [openSync(join(folder, 'input'), 'r'), openSync(join(folder, 'output'), 'w'), 'inherit']);
  assert.equal(await ending(child), 0);
  assert.equal(readFileSync(join(folder, 'output'), 'utf8'), 'x'.repeat(200_000));
});

test('standard streams that are no terminals are none', async () => {
  assert.equal(await succeeds(['isatty'], {}), '000\n');
});

test('nobody reads the output: the guest ends as by SIGPIPE, and quietly', async () => {
  const child = start(['yes']);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stderr += text));
  child.stdout.once('data', () => child.stdout.destroy());
  assert.equal(await ending(child), 141);
  assert.equal(stderr, '');
});

test('a closed standard output is closed, and its number free', async () => {
  const folder = scratchFolder();
  assert.equal(await succeeds(['redirect', 'out'], { folder }), '');
  assert.equal(readFileSync(join(folder, 'out'), 'utf8'), 'printed\n');
});

test('poll waits for time, and for input', async () => {
  const child = start(['wait']);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    // Only now is there something to read.
    if (stdout === '') child.stdin.end('late\n');
    stdout += text;
  });
  assert.equal(await ending(child), 0);
  assert.deepEqual(stdout.split('\n').sort(), ['', 'late', 'ready 1', 'waited']);
});

test('files are made, overwritten, refused where they are, and read', async () => {
  const folder = scratchFolder();
  await succeeds(['create', 'file', 'first'], { folder });
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'first');
  await fails(['create', 'file', 'again'], { folder }, 'open: File exists');
  await succeeds(['overwrite', '/file', 'new'], { folder });
  assert.equal(await succeeds(['cat', './file'], { folder }), 'new');
  await fails(['cat', 'none'], { folder }, 'open: No such file or directory');
  await fails(['cat', 'file/x'], { folder }, 'open: Not a directory');
});

test('several buffers are written as one, however long they are', async () => {
  const folder = scratchFolder();
  await succeeds(['vectors', 'file'], { folder });
  const parts = ['a', 'b', 'c'].map((letter) => letter.repeat(50_000));
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), `${parts[2]}end\n${parts.join('')}`);
});

test('positions: seek, tell, pread, pwrite beyond 4 GiB, truncate, allocate', async () => {
  const folder = scratchFolder();
  assert.equal(await succeeds(['seek', 'file'], { folder }), '67 at 8\nfar, still at 8\n');
  assert.equal(await succeeds(['allocate', 'file'], { folder }), '');
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), '01234567\0\0\0\0');
});

test('appending goes to the end, whoever moved it, until it is switched off', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'log'), 'start ');
  assert.equal(await succeeds(['append', 'log'], { folder }), 'at 20\n');
  assert.equal(readFileSync(join(folder, 'log'), 'utf8'), 'Xtart one other one ');
});

test('a directory of many entries is listed with inodes and types', async () => {
  const folder = scratchFolder();
  for (let index = 0; index < 300; index++) writeFileSync(join(folder, `file with a longer name, number ${index} ž`), '');
  mkdirSync(join(folder, 'folder'));
  symlinkSync('nowhere', join(folder, 'link'));
  const lines = (await succeeds(['list', '.'], { folder })).trimEnd().split('\n');
  const expected = ['.', '..', ...readdirSync(folder)].map((name) => {
    const stats = lstatSync(join(folder, name === '..' ? '.' : name), { bigint: true });
    const type = stats.isDirectory() ? 3 : stats.isSymbolicLink() ? 7 : 4;
    return `${type} ${stats.ino} ${name}`;
  });
  assert.deepEqual(lines.sort(), expected.sort());
});

test('times are set and told to the nanosecond', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file'), 'content');
  await succeeds(['times', 'file'], { folder });
  const { atimeNs, mtimeNs, ino } = statSync(join(folder, 'file'), { bigint: true });
  assert.deepEqual([atimeNs, mtimeNs], [1234567890_123456789n, 1600000000_987654321n]);
  const shown = `100000 ${ino} 7 1234567890.123456789 1600000000.987654321\n`;
  assert.equal(await succeeds(['stat', 'file'], { folder }), shown);
});

test('as a component the program sets times as exactly', () => {
  const folder = scratchFolder();
  const jco = (/** @type {string[]} */ ...args) => spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  const component = join(folder, 'component.wasm');
  assert.deepEqual(jco('new', guest, '--wasi-command', '-o', component).stderr, '');
  writeFileSync(join(folder, 'file'), '');
  assert.deepEqual(jco('run', '--no-cache', '--dir', `${folder}::/`, component, 'times', 'file').stderr, '');
  const { atimeNs, mtimeNs } = statSync(join(folder, 'file'), { bigint: true });
  assert.deepEqual([atimeNs, mtimeNs], [1234567890_123456789n, 1600000000_987654321n]);
});

test('names are made, moved, linked and removed', async () => {
  const folder = scratchFolder();
  const names = () => readdirSync(folder, { recursive: true }).sort();
  await succeeds(['mkdir', 'folder'], { folder });
  await succeeds(['create', 'folder/file', 'x'], { folder });
  await succeeds(['link', 'folder/file', 'hard'], { folder });
  await succeeds(['symlink', 'folder/file', 'soft'], { folder });
  assert.deepEqual(names(), ['folder', 'folder/file', 'hard', 'soft']);
  assert.equal(await succeeds(['readlink', 'soft'], { folder }), 'folder/file\n');
  assert.equal(await succeeds(['cat', 'soft'], { folder }), 'x');
  assert.match(await succeeds(['lstat', 'soft'], { folder }), /^120000 /);
  await succeeds(['rename', 'hard', 'folder/moved'], { folder });
  await fails(['rmdir', 'folder'], { folder }, 'rmdir: Directory not empty');
  await fails(['unlink', 'folder'], { folder }, 'unlink: Is a directory');
  for (const name of ['folder/moved', 'folder/file', 'soft']) await succeeds(['unlink', name], { folder });
  await succeeds(['rmdir', 'folder/'], { folder });
  assert.deepEqual(names(), []);
});

test('nothing in a read-only directory can be changed', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file'), 'content');
  const before = statSync(join(folder, 'file'), { bigint: true });
  const given = { folder, readOnly: true };
  assert.equal(await succeeds(['cat', 'file'], given), 'content');
  const refused = 'Operation not permitted';
  await fails(['create', 'new', 'x'], given, `open: ${refused}`);
  await fails(['overwrite', 'file', 'x'], given, `open: ${refused}`);
  await fails(['times', 'file'], given, `utimensat: ${refused}`);
  for (const change of [['mkdir', 'd'], ['unlink', 'file'], ['rename', 'file', 'f'], ['link', 'file', 'f'], ['symlink', 'file', 'f']]) {
    await fails(change, given, `${change[0]}: ${refused}`);
  }
  assert.deepEqual(readdirSync(folder), ['file']);
  const { mtimeNs, ctimeNs } = statSync(join(folder, 'file'), { bigint: true });
  assert.deepEqual([mtimeNs, ctimeNs], [before.mtimeNs, before.ctimeNs]);
});

test('no path leads out of a directory', async () => {
  const outer = scratchFolder();
  const folder = join(outer, 'inner');
  mkdirSync(join(folder, 'deep'), { recursive: true });
  writeFileSync(join(outer, 'secret'), 'secret');
  symlinkSync('../secret', join(folder, 'relative'));
  symlinkSync(join(outer, 'secret'), join(folder, 'absolute'));
  symlinkSync('..', join(folder, 'up'));
  symlinkSync('deep/../up/secret', join(folder, 'chained'));
  const ways = ['../secret', 'deep/../../secret', '/../secret', 'relative', 'absolute', 'up/secret', 'chained', join(outer, 'secret')];
  for (const path of ways) {
    const { code, stdout } = await run(['cat', path], { folder });
    assert.deepEqual([path, code, stdout], [path, 1, '']);
    assert.equal((await run(['overwrite', path, 'gone'], { folder })).code, 1, path);
  }
  await fails(['symlink', '/etc', 'etc'], { folder }, 'symlink: Operation not permitted');
  await succeeds(['symlink', '../secret', 'own'], { folder });
  await fails(['cat', 'own'], { folder }, 'open: Operation not permitted');
  assert.equal(readFileSync(join(outer, 'secret'), 'utf8'), 'secret');
});

test('without a directory there are no files', async () => {
  const { code, stdout } = await run(['cat', join(tmpdir(), '.')]);
  assert.deepEqual([code, stdout], [1, '']);
});

test('a hundred thousand files are opened and closed by a process that may have few open', { timeout: 60_000 }, async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file'), '');
  const command = [process.execPath, cli, 'run', '--dir', `${folder}::/`, guest, 'open-often', 'file', '100000'];
  assert.equal(await ending(spawn('sh', ['-c', 'ulimit -n 64 && exec "$@"', 'sh', ...command], { stdio: 'inherit' })), 0);
});
