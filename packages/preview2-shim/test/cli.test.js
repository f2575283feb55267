// wasi:cli with everything given, and the default instance with its setters.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import * as cli from '../lib/cli/index.js';
import { inputStream, outputStream } from '../lib/core/stream.js';
import { temporaryFolder } from './file-systems.js';
import { bytes, text, thrown } from './payload.js';

const CLOSED = { tag: 'closed' };

/** All that a stream gives, read in small portions. */
function readAll(stream) {
  const all = [];
  for (;;) {
    let list;
    try {
      list = stream.blockingRead(3n);
    } catch (payload) {
      assert.deepEqual(payload, CLOSED);
      return text(Uint8Array.from(all));
    }
    assert.ok(list.length <= 3);
    all.push(...list);
  }
}

test('by default there is no environment, no argument and no directory', () => {
  const { environment } = cli.createCli();
  assert.deepEqual(environment.getEnvironment(), []);
  assert.deepEqual(environment.getArguments(), []);
  assert.equal(environment.initialCwd(), undefined);
});

test('environment, arguments and directory are what was given', () => {
  const args = ['program', 'argument'];
  const { environment } = cli.createCli({ args, env: { A: 'a', B: undefined, C: '' }, cwd: '/work' });
  args.push('later');
  assert.deepEqual(environment.getEnvironment(), [['A', 'a'], ['C', '']]);
  assert.deepEqual(environment.getArguments(), ['program', 'argument']);
  assert.equal(environment.initialCwd(), '/work');
  const pairs = new Map([['X', 'x']]);
  assert.deepEqual(cli.createCli({ env: pairs }).environment.getEnvironment(), [['X', 'x']]);
});

test('exit unwinds with a code, by an error that no guest catches', () => {
  const { exit } = cli.createCli();
  const codes = [
    [() => exit.exit({ tag: 'ok' }), 0],
    [() => exit.exit({ tag: 'err' }), 1],
    [() => exit.exitWithCode(42), 42],
  ];
  for (const [call, code] of codes) {
    const error = thrown(call);
    assert.ok(error instanceof Error && error instanceof cli.ComponentExit);
    assert.deepEqual([error.exitError, error.code], [true, code]);
    assert.equal('payload' in error, false);
  }
});

test('stdin: text, bytes, chunks, a function, a handler, nothing', () => {
  const chunks = ['he', bytes('ll'), '', 'o é'];
  let next = 0;
  const read = (length) => {
    assert.ok(length > 0);
    return chunks[next++];
  };
  const handled = ['hello', ' ', 'é'].map(bytes);
  const handler = {
    blockingRead(length) {
      assert.equal(typeof length, 'bigint');
      if (handled.length === 0) throw CLOSED;
      return handled.shift();
    },
  };
  for (const stdin of ['hello é', bytes('hello é'), chunks, new Set(chunks), chunks.values(), read, handler]) {
    assert.equal(readAll(cli.createCli({ stdin }).stdin.getStdin()), 'hello é');
  }
  assert.equal(readAll(cli.createCli({ stdin: null }).stdin.getStdin()), '');
  assert.equal(readAll(cli.createCli({ stdin: '' }).stdin.getStdin()), '');
  assert.throws(() => cli.createCli({ stdin: new PassThrough() }), /has to be read first/);
  const stream = inputStream({ read: () => undefined });
  assert.equal(cli.createCli({ stdin: stream }).stdin.getStdin(), stream);
});

test('stdin: what has a descriptor is read from it', async (context) => {
  const path = join(temporaryFolder(context), 'input');
  writeFileSync(path, 'from a file');
  const file = await open(path);
  assert.equal(readAll(cli.createCli({ stdin: file }).stdin.getStdin()), 'from a file');
  await file.close();
  const shim = new URL('../lib/cli/index.js', import.meta.url).href;
  const body = `import { createCli } from ${JSON.stringify(shim)};
    const { stdin } = createCli({ stdin: process.stdin });
    process.stdout.write(stdin.getStdin().blockingRead(100n));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', body], { input: 'from a parent', encoding: 'utf8' });
  assert.equal(child.stdout, 'from a parent', child.stderr);
});

test('the streams of one stdin share what is left', () => {
  const { stdin } = cli.createCli({ stdin: 'abcdef' });
  const first = stdin.getStdin();
  assert.equal(text(first.read(2n)), 'ab');
  first[Symbol.dispose]();
  assert.equal(text(stdin.getStdin().read(9n)), 'cdef');
});

test('stdout and stderr: a function, something with write, a web stream, nothing', async () => {
  for (const name of ['stdout', 'stderr']) {
    const open = (config) => {
      const interfaces = cli.createCli({ [name]: config });
      return name === 'stdout' ? interfaces.stdout.getStdout() : interfaces.stderr.getStderr();
    };
    const received = [];
    const list = bytes('hello');
    const keep = (chunk) => void received.push(chunk);
    const web = new WritableStream({ write: keep });
    for (const config of [keep, { write: keep }, web]) {
      const stream = open(config);
      stream.blockingWriteAndFlush(list);
      list.fill(0);
      list.set(bytes('hello'));
      await null;
    }
    assert.deepEqual(received.map(text), ['hello', 'hello', 'hello']);
    const node = new PassThrough();
    open(node).blockingWriteAndFlush(list);
    assert.equal(node.read().toString(), 'hello');
    open(null).blockingWriteAndFlush(list);
    const stream = outputStream({ write() {} });
    assert.equal(open(stream), stream);
    assert.throws(() => open({}), TypeError);
  }
});

test('what a function of the embedder throws is not turned into something else', () => {
  const bug = new Error('a bug');
  const throwBug = () => {
    throw bug;
  };
  assert.equal(thrown(() => cli.createCli({ stdin: throwBug }).stdin.getStdin().read(1n)), bug);
  assert.equal(thrown(() => cli.createCli({ stdout: throwBug }).stdout.getStdout().blockingWriteAndFlush(bytes('x'))), bug);
});

test('streams of the embedder are no terminals', () => {
  const { terminalStdin, terminalStdout, terminalStderr } = cli.createCli({ stdin: '', stdout: null, stderr: null });
  assert.equal(terminalStdin.getTerminalStdin(), undefined);
  assert.equal(terminalStdout.getTerminalStdout(), undefined);
  assert.equal(terminalStderr.getTerminalStderr(), undefined);
});

test('the default instance is configured by its setters', () => {
  cli._setEnv({ A: '1', B: '2' });
  cli._appendEnv({ B: '3', C: '4' });
  cli._setArgs(['program']);
  cli._setCwd('/');
  assert.deepEqual(cli.environment.getEnvironment(), [['A', '1'], ['B', '3'], ['C', '4']]);
  assert.deepEqual(cli.environment.getArguments(), ['program']);
  assert.equal(cli.environment.initialCwd(), '/');

  const received = [];
  cli._setStdin('input');
  cli._setStdout((chunk) => void received.push(`out ${text(chunk)}`));
  cli._setStderr((chunk) => void received.push(`err ${text(chunk)}`));
  assert.equal(readAll(cli.stdin.getStdin()), 'input');
  cli.stdout.getStdout().blockingWriteAndFlush(bytes('a'));
  cli.stderr.getStderr().blockingWriteAndFlush(bytes('b'));
  assert.deepEqual(received, ['out a', 'err b']);

  assert.equal(cli.terminalStdin.getTerminalStdin(), undefined);
  cli._setTerminalStdin(true);
  cli._setTerminalStdout(true);
  cli._setTerminalStderr(true);
  assert.ok(cli.terminalStdin.getTerminalStdin() instanceof cli.terminalInput.TerminalInput);
  assert.ok(cli.terminalStdout.getTerminalStdout() instanceof cli.terminalOutput.TerminalOutput);
  assert.ok(cli.terminalStderr.getTerminalStderr() instanceof cli.terminalOutput.TerminalOutput);
  cli._setTerminalStdin(undefined);
  assert.equal(cli.terminalStdin.getTerminalStdin(), undefined);
});

test('terminals are not made by their constructors', () => {
  assert.throws(() => new cli.terminalInput.TerminalInput(), TypeError);
  assert.throws(() => new cli.terminalOutput.TerminalOutput(), TypeError);
});
