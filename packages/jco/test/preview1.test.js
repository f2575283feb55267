// Preview 1 function by function, called as a guest calls it, with what no C library would ask for.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { memfs } from '@jco/preview2-shim/memfs';
import { Preview1 } from 'jco/preview1';

import { engine } from '../src/binding.js';
import { runPreview1 } from '../src/preview1/run.js';

const BADF = 8;
const FAULT = 21;
const ILSEQ = 25;
const INVAL = 28;
const NAMETOOLONG = 37;
const NOTDIR = 54;
const NOTSOCK = 57;
const NOTSUP = 58;
const PERM = 63;
const PIPE = 64;
const SPIPE = 70;
const NOTCAPABLE = 76;

const PAGE = 0x1_0000;
const RESULT = 8;
const TEXT = 1024;

const READ = 1n << 1n;
const WRITE = 1n << 6n;

/**
 * A guest that is this test: its memory, and the functions it imports.
 *
 * @param {import('jco/preview1').Preview1Config} [config]
 */
function guest(config) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const preview1 = new Preview1(config);
  preview1.initialize(/** @type {any} */ ({ exports: { memory } }));
  const call = preview1.imports.wasi_snapshot_preview1;
  const view = () => new DataView(memory.buffer);
  const u32 = (address = RESULT) => view().getUint32(address, true);
  const put = (/** @type {string | Uint8Array} */ text, at = TEXT) => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    new Uint8Array(memory.buffer).set(bytes, at);
    return /** @type {[number, number]} */ ([at, bytes.length]);
  };
  const text = (/** @type {number} */ at, /** @type {number} */ length) => Buffer.from(memory.buffer, at, length).toString();
  // A list of buffers at 512, which is enough for all.
  const list = (/** @type {[number, number][]} */ ...buffers) => {
    buffers.flat().forEach((word, index) => view().setUint32(512 + index * 4, word, true));
    return /** @type {[number, number]} */ ([512, buffers.length]);
  };
  const open = (/** @type {string} */ path, how = 0, rights = READ, fd = 3) => {
    const errno = call.path_open(fd, 1, ...put(path), how, rights, 0n, 0, RESULT);
    assert.equal(errno, 0, `opening ${path}`);
    return u32();
  };
  return { memory, preview1, call, view, u32, put, text, list, open };
}

const files = () => ({ '/': memfs({ 'file': 'content', 'folder': { 'inner': '' } }) });

test('there are the 46 functions of preview 1', () => {
  assert.equal(Object.keys(guest().call).length, 46);
});

test('addresses beyond the memory are faults, and nothing else happens', () => {
  /** @type {string[]} */
  const written = [];
  const { call, list, u32 } = guest({ stdout: (bytes) => void written.push(Buffer.from(bytes).toString()) });
  assert.equal(call.fd_write(1, PAGE - 4, 1, RESULT), FAULT);
  assert.equal(call.fd_write(1, ...list([PAGE - 4, 8]), RESULT), FAULT);
  assert.equal(call.fd_write(1, ...list([-1, -1]), RESULT), FAULT);
  assert.equal(call.fd_write(1, 512, 0x2000_0000, RESULT), FAULT);
  assert.equal(call.clock_time_get(0, 0n, PAGE - 7), FAULT);
  assert.equal(call.random_get(PAGE - 1, 2), FAULT);
  assert.equal(call.args_sizes_get(-4, 0), FAULT);
  assert.deepEqual(written, []);
  assert.equal(call.fd_write(1, ...list([PAGE, 0]), RESULT), 0);
  assert.equal(u32(), 0);
});

test('memory that has grown is found', () => {
  const { call, memory, view } = guest();
  assert.equal(call.clock_time_get(1, 0n, RESULT), 0);
  memory.grow(2);
  assert.equal(call.clock_time_get(1, 0n, 3 * PAGE - 8), 0);
  assert.notEqual(view().getBigUint64(3 * PAGE - 8, true), 0n);
});

test('descriptors that are not open, or not of the kind', () => {
  const { call, list } = guest({ stdin: 'x' });
  for (const fd of [3, 100, -1, -31337]) {
    assert.equal(call.fd_write(fd, ...list([0, 1]), RESULT), BADF);
    assert.equal(call.fd_close(fd), BADF);
    assert.equal(call.sock_shutdown(fd, 1), BADF);
    assert.equal(call.fd_renumber(1, fd), BADF);
  }
  assert.equal(call.fd_read(1, ...list([0, 1]), RESULT), BADF);
  assert.equal(call.fd_write(0, ...list([0, 1]), RESULT), BADF);
  assert.equal(call.fd_seek(0, 0n, 0, RESULT), SPIPE);
  assert.equal(call.fd_pwrite(1, ...list([0, 1]), 0n, RESULT), SPIPE);
  assert.equal(call.path_open(1, 0, TEXT, 1, 0, 0n, 0n, 0, RESULT), NOTDIR);
  assert.equal(call.sock_recv(0, ...list([0, 1]), 0, RESULT, RESULT), NOTSOCK);
  assert.equal(call.sock_send(1, ...list([0, 1]), 0, RESULT), NOTSOCK);
  assert.equal(call.sock_accept(1, 0, RESULT), NOTSOCK);
  assert.equal(call.fd_prestat_get(1, RESULT), BADF);
});

test('numbers of descriptors are the lowest free, and follow a renumbering', () => {
  const { call, list, text, open, u32 } = guest({ preopens: files() });
  assert.deepEqual([open('file'), open('folder', 2)], [4, 5]);
  assert.equal(call.fd_close(4), 0);
  assert.equal(open('file'), 4);
  assert.equal(call.fd_renumber(4, 5), 0);
  assert.equal(call.fd_close(4), BADF);
  assert.equal(call.fd_read(5, ...list([64, 16]), RESULT), 0);
  assert.equal(text(64, u32()), 'content');
  assert.equal(call.fd_renumber(5, 5), 0);
  assert.equal(call.fd_close(0), 0);
  assert.equal(open('file'), 0);
});

test('preopened directories tell their names', () => {
  const { call, text, u32 } = guest({ preopens: { '/data': memfs({}), 'ž': memfs({}) } });
  assert.equal(call.fd_prestat_get(3, RESULT), 0);
  assert.deepEqual([u32(), u32(RESULT + 4)], [0, 5]);
  assert.equal(call.fd_prestat_dir_name(3, 64, 4), NAMETOOLONG);
  assert.equal(call.fd_prestat_dir_name(3, 64, 5), 0);
  assert.equal(text(64, 5), '/data');
  assert.equal(call.fd_prestat_get(4, RESULT), 0);
  assert.equal(u32(RESULT + 4), 2);
  assert.equal(call.fd_prestat_get(5, RESULT), BADF);
});

test('a file is open for what its rights ask, whatever else they leave out', () => {
  const { call, list, open, view } = guest({ preopens: files() });
  const reader = open('file', 0, READ);
  const writer = open('file', 0, WRITE);
  assert.equal(call.fd_write(reader, ...list([0, 1]), RESULT), BADF);
  assert.equal(call.fd_read(writer, ...list([0, 1]), RESULT), BADF);
  assert.equal(call.fd_seek(reader, 2n, 0, RESULT), 0);
  assert.equal(call.fd_fdstat_get(reader, 64), 0);
  assert.equal(view().getBigUint64(72, true) & (READ | WRITE), READ);
  assert.equal(view().getUint8(64), 4);
});

test('rights that are given up stay given up', () => {
  const { call, list, open, put, view } = guest({ preopens: files() });
  const file = open('file', 0, READ | WRITE);
  assert.equal(call.fd_fdstat_get(file, 64), 0);
  const rights = view().getBigUint64(72, true);
  assert.equal(call.fd_fdstat_set_rights(file, rights & ~READ, 0n), 0);
  assert.equal(call.fd_read(file, ...list([0, 1]), RESULT), NOTCAPABLE);
  assert.equal(call.fd_fdstat_set_rights(file, rights, 0n), NOTCAPABLE);
  assert.equal(call.fd_fdstat_get(3, 64), 0);
  assert.equal(call.fd_fdstat_set_rights(3, view().getBigUint64(72, true), view().getBigUint64(80, true) & ~WRITE), 0);
  assert.equal(call.path_open(3, 0, ...put('file'), 0, WRITE, 0n, 0, RESULT), NOTCAPABLE);
  assert.equal(call.path_open(3, 0, ...put('file'), 0, READ, 0n, 0, RESULT), 0);
});

test('a path must be text, and must not be more', () => {
  const { call, put } = guest({ preopens: files() });
  const stat = (/** @type {string | Uint8Array} */ path) => call.path_filestat_get(3, 0, ...put(path), 64);
  assert.equal(stat(Uint8Array.of(0x66, 0xff)), ILSEQ);
  assert.equal(stat('file\0'), INVAL);
  assert.equal(stat('/file'), PERM);
  assert.equal(stat('folder/../../file'), PERM);
  assert.equal(stat('./folder/../file'), 0);
});

test('a directory is read in pieces of any size', () => {
  const { call, open, view, text, u32 } = guest({ preopens: { '/': memfs({ a: '', 'much longer than that': '', č: '' }) } });
  const folder = open('.', 2);
  for (const size of [24, 27, 30, 50, 200]) {
    const names = [];
    for (let cookie = 0n, room = size; ; ) {
      assert.equal(call.fd_readdir(folder, 2048, room, cookie, RESULT), 0);
      const used = u32();
      const length = used < 24 ? 0 : u32(2048 + 16);
      if (used >= 24 + length) {
        names.push(text(2048 + 24, length));
        cookie = view().getBigUint64(2048, true);
        room = size;
      } else if (used < room) {
        break;
      } else {
        room += 8;
      }
    }
    assert.deepEqual(names.sort(), ['.', '..', 'a', 'much longer than that', 'č'].sort());
  }
});

test('poll tells of what is ready, and of what is wrong', () => {
  const { call, view, u32 } = guest({ stdin: 'x' });
  /** @param {number} index @param {number} type @param {number} fd */
  const subscribe = (index, type, fd) => {
    view().setBigUint64(index * 48 + 512, BigInt(index + 1), true);
    view().setUint8(index * 48 + 520, type);
    view().setUint32(index * 48 + 528, fd, true);
  };
  subscribe(0, 1, 0);
  subscribe(1, 2, 77);
  // A clock of its own that is far from ready.
  subscribe(2, 0, 1);
  view().setBigUint64(2 * 48 + 536, 3_600_000_000_000n, true);
  assert.equal(call.poll_oneoff(512, 1024, 3, RESULT), 0);
  assert.equal(u32(), 2);
  const event = (/** @type {number} */ at) => [view().getBigUint64(at, true), view().getUint16(at + 8, true), view().getUint8(at + 10)];
  assert.deepEqual([event(1024), event(1056)], [[1n, 0, 1], [2n, BADF, 2]]);
  assert.equal(call.poll_oneoff(512, 1024, 0, RESULT), INVAL);
});

test('what stdin is given is read, to its end', () => {
  const { call, list, text, u32 } = guest({ stdin: ['one', 'two'] });
  const read = () => (assert.equal(call.fd_read(0, ...list([64, 2], [80, 100]), RESULT), 0), text(64, u32()));
  assert.deepEqual([read(), read(), read(), read(), read()], ['on', 'e', 'tw', 'o', '']);
});

test('errors of a stream are errors of the guest', () => {
  const failure = Object.assign(new Error('EPIPE: broken pipe, write'), { code: 'EPIPE', errno: -32 });
  const stdout = () => {
    throw failure;
  };
  const { call, list } = guest({ stdout });
  assert.equal(call.fd_write(1, ...list([64, 1]), RESULT), PIPE);
});

test('a mistake in what the embedder gave is no error of the guest', () => {
  const stdout = () => {
    throw new TypeError('mistake');
  };
  const { call, list } = guest({ stdout });
  assert.throws(() => call.fd_write(1, ...list([64, 1]), RESULT), { message: 'mistake' });
});

test('a failure after some of a list is written tells how much was; a mistake is told as what it is', () => {
  const failures = [Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', errno: -28 }), new TypeError('mistake')];
  let calls = 0;
  const { call, list, u32, memory } = guest({
    stdout: () => {
      if (calls++ % 2 === 1) throw failures.shift();
    },
  });
  memory.grow(4);
  // Too long to be written as one.
  const long = list([PAGE, 40_000], [2 * PAGE, 40_000]);
  assert.equal(call.fd_write(1, ...long, RESULT), 0);
  assert.equal(u32(), 40_000);
  assert.throws(() => call.fd_write(1, ...long, RESULT), { message: 'mistake' });
});

test('signals end the guest, if they end a process', () => {
  const { call, preview1 } = guest();
  assert.equal(preview1.call(() => call.proc_raise(6)), 134);
  assert.equal(call.proc_raise(17), 0);
  assert.equal(call.proc_raise(18), NOTSUP);
  assert.equal(call.proc_raise(31), INVAL);
});

/** @param {string} text */
const module = (text) => engine().parse(Buffer.from(text));

const EXIT = '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))';

test('an exit cannot be caught by the guest', async () => {
  const bytes = module(`(module ${EXIT} (memory (export "memory") 1)
    (func (export "_start") try (call $exit (i32.const 7)) catch_all end (call $exit (i32.const 8))))`);
  assert.equal(await runPreview1(bytes, { app: 'app.wasm', args: [] }), 7);
});

test('a trap is thrown', async () => {
  const bytes = module('(module (memory (export "memory") 1) (func (export "_start") unreachable))');
  await assert.rejects(runPreview1(bytes, { app: 'app.wasm', args: [] }), WebAssembly.RuntimeError);
});

test('a function is called after the reactor is made ready', async () => {
  const bytes = module(`(module ${EXIT} (memory (export "memory") 1) (global $ready (mut i64) (i64.const 0))
    (func (export "_initialize") (global.set $ready (i64.const 40)))
    (func (export "fails") (param i32 i64 f64) (result i32)
      (call $exit (i32.add (i32.add (local.get 0) (i32.wrap_i64 (i64.add (global.get $ready) (local.get 1)))) (i32.trunc_f64_s (local.get 2)))) unreachable))`);
  const request = { app: 'app.wasm', args: [] };
  assert.equal(await runPreview1(bytes, { ...request, invoke: 'fails(1, -2, 3.5)' }), 42);
  await assert.rejects(runPreview1(bytes, { ...request, invoke: 'none()' }), { code: 'E0503' });
  await assert.rejects(runPreview1(bytes, { ...request, invoke: 'fails(1)' }), { code: 'E0503' });
  await assert.rejects(runPreview1(bytes, { ...request, invoke: 'fails(1, x, 2)' }), { code: 'E0503' });
  await assert.rejects(runPreview1(bytes, request), { code: 'E0502' });
});

test('what preview 1 has not, is told by name', async () => {
  const bytes = module('(module (import "env" "printf" (func)) (import "wasi_snapshot_preview1" "fd_dup" (func)))');
  const message = 'the core module imports what preview 1 has not: env#printf, wasi_snapshot_preview1#fd_dup';
  await assert.rejects(runPreview1(bytes, { app: 'app.wasm', args: [] }), { code: 'E0504', message });
});

test('an argument with a zero byte is refused before the guest runs', () => {
  assert.throws(() => new Preview1({ args: ['a\0b'] }), TypeError);
  assert.throws(() => new Preview1({ env: { A: '\0' } }), TypeError);
});
