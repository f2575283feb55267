// The shim's interfaces, called as generated code calls them, against the node:fs calls that do the same.
// Both run in turns in one process; what counts is CPU time, and of that the ratio. `node bench/shim.js [filter]`

import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monotonicClock, wallClock } from '../lib/clocks/index.js';
import { createFilesystem } from '../lib/filesystem/index.js';
import { random } from '../lib/random/index.js';
import { outputStream } from '../lib/core/stream.js';
import { descriptorSink } from '../lib/platform/node/stdio.js';

const ROUNDS = 15;
const FILE_SIZE = 1 << 20;
const ENTRIES = 10_000;

const folder = fs.mkdtempSync(join(tmpdir(), 'shim-bench-'));
const [bigPath, smallPath, entriesPath] = ['big', 'small', 'entries'].map((name) => join(folder, name));
fs.writeFileSync(bigPath, new Uint8Array(FILE_SIZE));
fs.writeFileSync(smallPath, 'x'.repeat(4096));
fs.mkdirSync(entriesPath);
for (let index = 0; index < ENTRIES; index++) fs.writeFileSync(join(entriesPath, `entry-${index}`), '');
fs.mkdirSync(join(folder, 'a'));
fs.writeFileSync(join(folder, 'a', 'deep'), '');
fs.mkdirSync(join(folder, 'a/b/c/d'), { recursive: true });
fs.writeFileSync(join(folder, 'a/b/c/d/deepest'), '');

const filesystem = createFilesystem({ preopens: { '/': folder } });
const [[root]] = filesystem.preopens.getDirectories();
const fd = fs.openSync(bigPath, 'r+');
const file = root.openAt({}, 'big', {}, { read: true, write: true });
const nullFd = fs.openSync('/dev/null', 'w');
const stdout = outputStream(descriptorSink(nullFd));

const memory = new Uint8Array(FILE_SIZE);
const buffer = new Uint8Array(65536);
const bytes4k = new Uint8Array(4096);
const bytes64k = new Uint8Array(65536);

/** What generated code does with a list: one copy into the guest's memory. */
const lift = (list) => memory.set(list, 0);

const reader = (length, open = file.readViaStream(0n), position = 0) => () => {
  if (position >= FILE_SIZE) [open, position] = [file.readViaStream(0n), 0];
  lift(open.blockingRead(BigInt(length)));
  position += length;
};
const nodeReader = (length, position = 0) => () => {
  if (position >= FILE_SIZE) position = 0;
  position += fs.readSync(fd, buffer, 0, length, position);
  lift(length === buffer.length ? buffer : buffer.subarray(0, length));
};

/** @type {[name: string, times: number, shim: () => void, node: () => void][]} */
const works = [
  ['stream read 4 KB', 4000, reader(4096), nodeReader(4096)],
  ['stream read 64 KB', 1000, reader(65536), nodeReader(65536)],
  ['descriptor read 4 KB', 4000, () => lift(file.read(4096n, 8192n)[0]), () => lift(buffer.subarray(0, fs.readSync(fd, buffer, 0, 4096, 8192)))],
  ['descriptor write 64 KB', 500, () => file.write(bytes64k, 0n), () => fs.writeSync(fd, bytes64k, 0, 65536, 0)],
  ['open, read, close', 2000, openReadClose, nodeOpenReadClose],
  ['stat', 4000, () => root.statAt({ symlinkFollow: true }, 'small'), () => fs.statSync(smallPath)],
  ['stat, two deep', 4000, () => root.statAt({ symlinkFollow: true }, 'a/deep'), () => fs.statSync(join(folder, 'a/deep'))],
  ['stat, five deep', 4000, () => root.statAt({ symlinkFollow: true }, 'a/b/c/d/deepest'), () => fs.statSync(join(folder, 'a/b/c/d/deepest'))],
  ['stat of a descriptor', 4000, () => file.stat(), () => fs.fstatSync(fd)],
  [`readdir of ${ENTRIES}`, 2, readDirectory, nodeReadDirectory],
  ['stdout 4 KB', 4000, () => print(bytes4k), () => fs.writeSync(nullFd, bytes4k)],
  ['stdout 4 KB, blocking', 4000, () => stdout.blockingWriteAndFlush(bytes4k), () => fs.writeSync(nullFd, bytes4k)],
  ['stdout 64 KB', 4000, () => print(bytes64k), () => fs.writeSync(nullFd, bytes64k)],
  ['monotonic now', 20000, () => monotonicClock.now(), () => process.hrtime.bigint()],
  ['wall now', 20000, () => wallClock.now(), () => Date.now()],
  ['32 random bytes', 10000, () => lift(random.getRandomBytes(32n)), () => globalThis.crypto.getRandomValues(memory.subarray(0, 32))],
];

function openReadClose() {
  const opened = root.openAt({ symlinkFollow: true }, 'small', {}, { read: true });
  const stream = opened.readViaStream(0n);
  lift(stream.blockingRead(4096n));
  stream[Symbol.dispose]();
  opened[Symbol.dispose]();
}

function nodeOpenReadClose() {
  const opened = fs.openSync(smallPath, 'r');
  lift(buffer.subarray(0, fs.readSync(opened, buffer, 0, 4096, 0)));
  fs.closeSync(opened);
}

function readDirectory() {
  const directory = root.openAt({}, 'entries', { directory: true }, { read: true });
  const entries = directory.readDirectory();
  while (entries.readDirectoryEntry() !== undefined);
  entries[Symbol.dispose]();
  directory[Symbol.dispose]();
}

function nodeReadDirectory() {
  let directories = 0;
  for (const entry of fs.readdirSync(entriesPath, { withFileTypes: true })) if (entry.isDirectory()) directories++;
  return directories;
}

function print(bytes) {
  stdout.checkWrite();
  stdout.write(bytes);
}

/** CPU microseconds per call. */
function measure(work, times) {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

console.log(`${'CPU µs per call'.padEnd(26)} ${'shim'.padStart(9)} ${'node'.padStart(9)} ${'ratio'.padStart(7)}`);
for (const [name, times, shim, node] of works.filter(([name]) => name.includes(process.argv[2] ?? ''))) {
  const taken = { shim: [], node: [] };
  for (let round = -3; round < ROUNDS; round++) {
    const one = measure(shim, times);
    const other = measure(node, times);
    if (round < 0) continue;
    taken.shim.push(one);
    taken.node.push(other);
  }
  const [one, other] = [median(taken.shim), median(taken.node)];
  console.log(`${name.padEnd(26)} ${one.toFixed(3).padStart(9)} ${other.toFixed(3).padStart(9)} ${(one / other).toFixed(2).padStart(7)}`);
}

fs.rmSync(folder, { recursive: true });
