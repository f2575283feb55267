// The process's own standard streams, in processes of their own: pipes, files, sockets, terminals, and ends gone away.

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { temporaryFolder } from './file-systems.js';

const isLinux = process.platform === 'linux';
const lib = new URL('../lib/', import.meta.url);

/**
 * The arguments of a process that runs the body of a guest.
 * @param {string} body
 */
const guest = (body) => [
  '--input-type=module',
  '-e',
  `import * as cli from ${JSON.stringify(new URL('cli/index.js', lib))};
   import { poll } from ${JSON.stringify(new URL('io/index.js', lib))};
   import { monotonicClock } from ${JSON.stringify(new URL('clocks/index.js', lib))};
   import { types } from ${JSON.stringify(new URL('filesystem/index.js', lib))};
   const { stdin, stdout, stderr } = cli;
   const [input, output, errors] = [stdin.getStdin(), stdout.getStdout(), stderr.getStderr()];
   const encoder = new TextEncoder();
   const print = (text) => output.blockingWriteAndFlush(encoder.encode(text));
   ${body}`,
];

/** A guest that counts what it reads, and tells how its stdin ended. */
const COUNT = `
  let count = 0;
  try { for (;;) count += input.blockingRead(100_000n).length; } catch (payload) { print(count + ' ' + payload.tag); }`;

/** The words of a shell that runs a guest. */
const command = (body) => [process.execPath, ...guest(body)].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');

const shell = (script, options = {}) => spawnSync('sh', ['-c', script], { encoding: 'utf8', ...options });

test('stdin from a file', (context) => {
  const path = join(temporaryFolder(context), 'input');
  writeFileSync(path, 'x'.repeat(1_000_000));
  assert.equal(shell(`${command(COUNT)} < ${path}`).stdout, '1000000 closed');
});

test('stdin from a pipe', (context) => {
  const path = join(temporaryFolder(context), 'input');
  writeFileSync(path, 'x'.repeat(1_000_000));
  assert.equal(shell(`cat ${path} | ${command(COUNT)}`).stdout, '1000000 closed');
});

test('stdin from a socket, as Node gives its children', () => {
  const child = spawnSync(process.execPath, guest(COUNT), { input: 'x'.repeat(300_000), encoding: 'utf8' });
  assert.equal(child.stdout, '300000 closed');
});

test('stdin from nowhere', () => {
  assert.equal(shell(`${command(COUNT)} < /dev/null`).stdout, '0 closed');
});

test('stdin that cannot be read fails', { skip: !isLinux }, () => {
  const report = `catch ({ tag, val }) { print(tag + ' ' + types.filesystemErrorCode(val)); }`;
  for (const body of [`try { input.blockingRead(1n); } ${report}`, `input.subscribe().block(); try { input.read(1n); } ${report}`]) {
    assert.equal(shell(`${command(body)} < /`).stdout, 'last-operation-failed is-directory');
  }
});

test('reading a pipe does not wait, its pollable tells when there is something', { skip: !isLinux }, () => {
  const body = `
    const ready = input.subscribe();
    const timer = monotonicClock.subscribeDuration(20_000_000n);
    const log = [input.read(10n).length, ready.ready(), [...poll.poll([ready, timer])].join()];
    print('go\\n');
    ready.block();
    log.push(ready.ready(), new TextDecoder().decode(input.read(2n)), ready.ready());
    log.push([...poll.poll([monotonicClock.subscribeDuration(10_000_000_000n), ready])].join());
    log.push(new TextDecoder().decode(input.read(10n)));
    log.push([...poll.poll([ready])].join());
    try { input.read(1n); } catch (payload) { log.push(payload.tag); }
    errors.blockingWriteAndFlush(encoder.encode(JSON.stringify(log)));`;
  // The reader's first line releases the writer, so that the order is the same each time.
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  const script = `mkfifo ${folder}/go; (read word < ${folder}/go; printf abcdef) | ${command(body)} > ${folder}/go; rm -r ${folder}`;
  const { stderr } = shell(script);
  assert.deepEqual(JSON.parse(stderr), [0, false, '1', true, 'ab', true, '1', 'cdef', '0', 'closed']);
});

test('a socket as stdin is polled with timers, and read without waiting', async () => {
  const body = `
    const ready = input.subscribe();
    const soon = monotonicClock.subscribeDuration(20_000_000n);
    const log = [ready.ready(), input.read(10n).length, [...poll.poll([ready, soon])].join()];
    print('go\\n');
    log.push([...poll.poll([monotonicClock.subscribeDuration(10_000_000_000n), ready])].join());
    log.push(new TextDecoder().decode(input.blockingRead(3n)), new TextDecoder().decode(input.blockingRead(10n)));
    print('more\\n');
    ready.block();
    log.push(new TextDecoder().decode(input.read(10n)));
    try { input.blockingRead(1n); } catch (payload) { log.push(payload.tag); }
    errors.blockingWriteAndFlush(encoder.encode(JSON.stringify(log)));`;
  const child = spawn(process.execPath, guest(body), { stdio: ['pipe', 'pipe', 'pipe'] });
  const told = text(child.stderr);
  let heard = '';
  for await (const line of child.stdout) {
    heard += line;
    if (heard === 'go\n') child.stdin.write('abcdef');
    if (heard === 'go\nmore\n') child.stdin.end('ghi');
  }
  assert.deepEqual(JSON.parse(await told), [false, 0, '1', '1', 'abc', 'def', 'ghi', 'closed']);
});

test('stdout and stderr to pipes and files', (context) => {
  const path = join(temporaryFolder(context), 'output');
  const body = `
    for (let count = 0; count < 50; count++) {
      output.checkWrite();
      output.write(new Uint8Array(20_000).fill(0x78));
    }
    errors.blockingWriteAndFlush(encoder.encode('told'));`;
  const piped = shell(`${command(body)} | wc -c`);
  assert.equal(piped.stdout.trim(), '1000000');
  assert.equal(piped.stderr, 'told');
  shell(`${command(body)} > ${path}`);
  assert.equal(readFileSync(path).length, 1_000_000);
});

test('what the host prints stays in order', () => {
  const body = `print('a'); console.log('b'); print('c'); process.stdout.write('d'); print('e');`;
  assert.equal(shell(`${command(body)} | cat`).stdout, 'ab\ncde');
});

test('standard streams that someone made non-blocking are waited for', { skip: !isLinux }, async (context) => {
  const fifo = join(temporaryFolder(context), 'fifo');
  execFileSync('mkfifo', [fifo]);
  const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  const run = (script) => spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit', fd] }).stdout;
  const body = `output.checkWrite(); output.write(new Uint8Array(1_000_000)); print('end');`;
  const [counted] = await Promise.all([text(run(`head -c 1000003 < ${fifo} | wc -c`)), text(run(`${command(body)} >&3`))]);
  assert.equal(counted.trim(), '1000003');

  const reads = run(`${command(`for (let turn = 0; turn < 3; turn++) print(input.blockingRead(10n).length + ',');`)} <&3`);
  let answers = '';
  writeSync(fd, 'a');
  for await (const answer of reads) {
    answers += answer;
    if (answers.split(',').length <= 3) writeSync(fd, 'bc');
  }
  assert.equal(answers, '1,2,2,');
  closeSync(fd);
});

test('stdout whose reader is gone is closed; nothing crashes', () => {
  const body = `
    const outcomes = [];
    for (let count = 0; count < 2; ) {
      try { output.checkWrite(); output.write(new Uint8Array(65536)); }
      catch (payload) { count++; outcomes.push(payload.tag, payload.val && types.filesystemErrorCode(payload.val)); }
    }
    errors.blockingWriteAndFlush(encoder.encode(JSON.stringify(outcomes)));`;
  const { stderr } = shell(`${command(body)} | true`);
  assert.deepEqual(JSON.parse(stderr), ['closed', null, 'closed', null]);
});

test('stdout that is full fails with its code', { skip: !isLinux }, () => {
  const body = `
    try { print('x'); } catch ({ val }) { errors.blockingWriteAndFlush(encoder.encode(types.filesystemErrorCode(val))); }`;
  assert.equal(shell(`${command(body)} > /dev/full`).stderr, 'insufficient-space');
});

const TERMINALS = `
  const { getTerminalStdin } = cli.terminalStdin, { getTerminalStdout } = cli.terminalStdout, { getTerminalStderr } = cli.terminalStderr;
  const terminals = [getTerminalStdin(), getTerminalStdout(), getTerminalStderr()].map((terminal) => terminal !== undefined);`;

test('pipes, files and devices are no terminals', () => {
  const body = `${TERMINALS} print(terminals.join());`;
  assert.equal(shell(`${command(body)} < /dev/null 2> /dev/null | cat`).stdout, 'false,false,false');
});

test('closed standard streams fail and do not crash', { skip: !isLinux }, () => {
  // Node itself opens /dev/null in their place.
  const body = `${COUNT} errors.blockingWriteAndFlush(encoder.encode('told'));`;
  assert.equal(shell(`${command(body)} <&- >&-`).stderr, 'told');
});

const hasScript = spawnSync('script', ['--version']).status === 0;

test('a terminal is told as one', { skip: !hasScript }, (context) => {
  const path = join(temporaryFolder(context), 'result');
  const program = join(temporaryFolder(context), 'guest.mjs');
  const body = `${TERMINALS}
    const { writeFileSync } = await import('node:fs');
    writeFileSync(${JSON.stringify(path)}, terminals.join());`;
  writeFileSync(program, guest(body)[2]);
  spawnSync('script', ['-qec', `${process.execPath} ${program}`, '/dev/null'], { stdio: ['pipe', 'ignore', 'ignore'] });
  assert.equal(readFileSync(path, 'utf8'), 'true,true,true');
});

test('an exit unwinds, and nothing that was printed is lost', () => {
  const body = `print('before'); try { cli.exit.exitWithCode(7); } catch (error) { process.exitCode = error.code; }`;
  const { status, stdout } = shell(`${command(body)}`);
  assert.deepEqual([status, stdout], [7, 'before']);
});

test('the shim starts no thread and loads no network', () => {
  const body = `print(process.moduleLoadList.filter((name) => /NativeModule (net|worker|tty|crypto)$/.test(name)).join());`;
  assert.equal(shell(`${command(body)} < /dev/null | cat`).stdout, '');
});
