// Preview 1 as a guest sees it: core Wasm that calls a function in a loop, over our layer and over node:wasi, in turns
// in one process. What counts is CPU time, and of that the ratio. Standard output is written to as well, so that the
// table is on standard error: `node bench/preview1.js [filter] > /dev/null`

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASI } from 'node:wasi';

import { useNative } from '@jco/preview2-shim/internal/platform/files.js';
import { engine } from '../src/binding.js';
import { Preview1 } from '../src/preview1/index.js';

const ROUNDS = 15;
const FILE_SIZE = 1 << 20;
const ENTRIES = 500;

const folder = mkdtempSync(join(tmpdir(), 'preview1-bench-'));
writeFileSync(join(folder, 'big'), new Uint8Array(FILE_SIZE));
writeFileSync(join(folder, 'small'), 'x'.repeat(4096));
mkdirSync(join(folder, 'entries'));
for (let index = 0; index < ENTRIES; index++) writeFileSync(join(folder, 'entries', `entry-${index}`), '');

const FILE_RIGHTS = '(i64.const 0x08e001ff)';
const READ = '(i64.const 2)';

/**
 * Names of paths are at 16, at 32 is an empty one; lists of one buffer of 4 KB, 64 KB, and of two are at 64, 80, 96.
 * Each work is called as often as its parameter says; `$fd` is a file open for reading and writing.
 */
const source = `(module
  (import "wasi_snapshot_preview1" "path_open" (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_pread" (func $fd_pread (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_pwrite" (func $fd_pwrite (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_seek" (func $fd_seek (param i32 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_readdir" (func $fd_readdir (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_filestat_get" (func $fd_filestat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_filestat_get" (func $path_filestat_get (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
  (memory (export "memory") 64)
  (data (i32.const 16) "big") (data (i32.const 24) "small") (data (i32.const 40) "entries")
  (data (i32.const 64) "\\00\\00\\10\\00\\00\\10\\00\\00")
  (data (i32.const 80) "\\00\\00\\10\\00\\00\\00\\01\\00")
  (data (i32.const 96) "\\00\\00\\10\\00\\40\\00\\00\\00\\00\\00\\11\\00\\01\\00\\00\\00")
  (global $fd (mut i32) (i32.const 0))
  (global $dir (mut i32) (i32.const 0))
  (func $check (param i32) (if (local.get 0) (then unreachable)))
  (func $open (param $name i32) (param $length i32) (param $how i32) (param $rights i64) (result i32)
    (call $check (call $path_open (i32.const 3) (i32.const 1) (local.get $name) (local.get $length) (local.get $how) (local.get $rights) (i64.const 0) (i32.const 0) (i32.const 128)))
    (i32.load (i32.const 128)))
  (func (export "_initialize")
    (global.set $fd (call $open (i32.const 16) (i32.const 3) (i32.const 0) ${FILE_RIGHTS}))
    (global.set $dir (call $open (i32.const 40) (i32.const 7) (i32.const 2) (i64.const 0x4000))))
  (func $openClose
    (call $check (call $fd_close (call $open (i32.const 24) (i32.const 5) (i32.const 0) ${READ}))))
  (func $openReadClose (local $f i32)
    (local.set $f (call $open (i32.const 24) (i32.const 5) (i32.const 0) ${READ}))
    (call $check (call $fd_read (local.get $f) (i32.const 64) (i32.const 1) (i32.const 128)))
    (call $check (call $fd_close (local.get $f))))
  (func $readAll (local $cookie i64) (local $at i32) (local $end i32)
    (loop $more
      (call $check (call $fd_readdir (global.get $dir) (i32.const 0x100000) (i32.const 0x10000) (local.get $cookie) (i32.const 128)))
      (local.set $at (i32.const 0x100000))
      (local.set $end (i32.add (local.get $at) (i32.load (i32.const 128))))
      (block $done
        (loop $next
          (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 24)) (local.get $end)))
          (local.set $cookie (i64.load (local.get $at)))
          (local.set $at (i32.add (local.get $at) (i32.add (i32.const 24) (i32.load offset=16 (local.get $at)))))
          (br $next)))
      (br_if $more (i32.eq (i32.load (i32.const 128)) (i32.const 0x10000)))))
  WORKS)`;

/** @type {[name: string, times: number, body: string][]} */
const works = [
  ['fd_pread 4 KB', 4000, check('$fd_pread (global.get $fd) (i32.const 64) (i32.const 1) (i64.const 8192) (i32.const 128)')],
  ['fd_read 4 KB', 4000, `${rewind()} ${check('$fd_read (global.get $fd) (i32.const 64) (i32.const 1) (i32.const 128)')}`],
  ['fd_read 64 KB', 1000, `${rewind()} ${check('$fd_read (global.get $fd) (i32.const 80) (i32.const 1) (i32.const 128)')}`],
  ['fd_pwrite 4 KB', 2000, check('$fd_pwrite (global.get $fd) (i32.const 64) (i32.const 1) (i64.const 0) (i32.const 128)')],
  ['fd_pwrite 64 KB', 500, check('$fd_pwrite (global.get $fd) (i32.const 80) (i32.const 1) (i64.const 0) (i32.const 128)')],
  ['fd_write stdout, a line', 4000, check('$fd_write (i32.const 1) (i32.const 96) (i32.const 2) (i32.const 128)')],
  ['fd_write stdout 4 KB', 4000, check('$fd_write (i32.const 1) (i32.const 64) (i32.const 1) (i32.const 128)')],
  ['path_open, fd_close', 2000, '(call $openClose)'],
  ['open, read 4 KB, close', 2000, '(call $openReadClose)'],
  ['path_filestat_get', 4000, check('$path_filestat_get (i32.const 3) (i32.const 1) (i32.const 24) (i32.const 5) (i32.const 256)')],
  ['path_filestat_get, none', 2000, '(drop (call $path_filestat_get (i32.const 3) (i32.const 1) (i32.const 24) (i32.const 4) (i32.const 256)))'],
  ['fd_filestat_get', 4000, check('$fd_filestat_get (global.get $fd) (i32.const 256)')],
  ['fd_seek', 20000, rewind()],
  [`fd_readdir of ${ENTRIES}`, 5, '(call $readAll)'],
  ['clock_time_get', 20000, check('$clock_time_get (i32.const 1) (i64.const 1) (i32.const 128)')],
  ['clock_time_get, of day', 20000, check('$clock_time_get (i32.const 0) (i64.const 1) (i32.const 128)')],
  ['random_get 32', 10000, check('$random_get (i32.const 256) (i32.const 32)')],
];

/** @param {string} call */
function check(call) {
  return `(call $check (call ${call}))`;
}

function rewind() {
  return check('$fd_seek (global.get $fd) (i64.const 0) (i32.const 0) (i32.const 128)');
}

const loops = works.map(([, , body], index) => {
  return `(func (export "${index}") (param i32) (loop $again ${body}
    (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if $again (local.get 0))))`;
});
const module = new WebAssembly.Module(engine().parse(Buffer.from(source.replace('WORKS', loops.join('\n')))));

useNative(engine());
const preopens = { '/': folder };
const nodes = new WASI({ version: 'preview1', preopens });
const ours = new Preview1({ preopens });
const native = instance(nodes);
const layer = instance(ours);

/** @param {WASI | Preview1} wasi */
function instance(wasi) {
  const imports = /** @type {any} */ ('imports' in wasi ? wasi.imports : wasi.getImportObject());
  const made = new WebAssembly.Instance(module, imports);
  wasi.initialize(made);
  return /** @type {Record<string, (times: number) => void>} */ (made.exports);
}

/**
 * @param {(times: number) => void} work
 * @param {number} times
 * @returns {number} CPU microseconds per call
 */
function measure(work, times) {
  const before = process.cpuUsage();
  work(times);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

console.error(`${'CPU µs per call'.padEnd(26)} ${'ours'.padStart(9)} ${'node:wasi'.padStart(9)} ${'ratio'.padStart(7)}`);
for (const [index, [name, times]] of works.entries()) {
  if (!name.includes(process.argv[2] ?? '')) continue;
  /** @type {[number[], number[]]} */
  const taken = [[], []];
  for (let round = -5; round < ROUNDS; round++) {
    const one = measure(layer[index], times);
    const other = measure(native[index], times);
    if (round < 0) continue;
    taken[0].push(one);
    taken[1].push(other);
  }
  const [one, other] = taken.map(median);
  console.error(`${name.padEnd(26)} ${one.toFixed(3).padStart(9)} ${other.toFixed(3).padStart(9)} ${(one / other).toFixed(2).padStart(7)}`);
}

rmSync(folder, { recursive: true });
