import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  address, f32s, f64s, fresh, isBeyond, linearMemory, listAt, outcomeAt, recordAt, recordAt64, s16s, s32s, s64s, s8s,
  sharedMemory, u16s, u32s, u64s, u8s,
} from '../memory.js';
import { linear, trapping } from './linear.js';

test('views are made again when the memory has grown, and not before', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const m = linearMemory(memory);
  const { u8, view } = m;
  fresh(m);
  assert.ok(m.u8 === u8 && m.view === view);
  memory.grow(1);
  fresh(m);
  assert.equal(m.u8.length, 2 * 65536);
  assert.equal(m.view.byteLength, 2 * 65536);
});

for (const view of [s8s, u16s, s16s, u32s, s32s, u64s, s64s, f32s, f64s]) {
  test(`${view.name} is one array until the memory grows`, () => {
    const { m, memory } = linear();
    const first = view(m);
    assert.equal(view(m), first);
    assert.equal(first.byteLength, 65536);
    memory.grow(1);
    assert.equal(view(m).byteLength, 2 * 65536);
    assert.equal(view(m).buffer, memory.buffer);
  });
}

test('a memory that is shared with another realloc has the same views', () => {
  const { m, memory } = linear();
  const shared = sharedMemory(m, () => 4);
  assert.deepEqual([shared.memory, shared.u8, shared.view, shared.alloc(1, 1)], [memory, m.u8, m.view, 4]);
  memory.grow(1);
  fresh(shared);
  assert.equal(m.u8.length, 2 * 65536);
  assert.ok(m.view === shared.view && m.u8 === shared.u8);
});

test('u8s is the view of bytes', () => {
  const { m } = linear();
  assert.equal(u8s(m), m.u8);
});

test('an end is beyond the memory when it is after it has grown', () => {
  const { m, memory } = linear();
  assert.equal(isBeyond(m, 65536), false);
  assert.equal(isBeyond(m, 65537), true);
  memory.grow(1);
  assert.equal(isBeyond(m, 65537), false);
  assert.equal(m.view.byteLength, 131072);
});

test('an address is an i32 or any number', () => {
  assert.deepEqual([0, 8, -8, 2 ** 33].map(address), [0, 8, 2 ** 32 - 8, 2 ** 33]);
});

test('a list is checked for its limit, then its alignment, then its bounds', () => {
  const { m } = linear();
  assert.equal(listAt(m, 65536, 0, 4, 4), 65536);
  assert.equal(listAt(m, 65532, 1, 4, 4), 65532);
  const traps = /** @type {[number, number, number, number, string][]} */ ([
    [1, 0x4000000, 4, 4, 'list exceeds the maximum byte length'],
    [0xffffffff, 0xffffffff, 1, 1, 'list exceeds the maximum byte length'],
    [0x80000001, 1, 4, 4, 'list pointer is not aligned'],
    [2, 0, 4, 4, 'list pointer is not aligned'],
    [8, -1, 4, 4, 'list exceeds the maximum byte length'],
    [-4, 1, 4, 4, 'list pointer/length out of bounds of memory'],
    [65540, 0, 4, 4, 'list pointer/length out of bounds of memory'],
    [65532, 2, 4, 4, 'list pointer/length out of bounds of memory'],
    [0xfffffffc, 1, 4, 4, 'list pointer/length out of bounds of memory'],
  ]);
  for (const [ptr, length, size, align, message] of traps) {
    assert.throws(() => listAt(m, ptr, length, size, align), trapping(message));
  }
});

test('the address of a record comes as an i32, and is checked', () => {
  const { m, memory } = linear();
  memory.grow(1);
  assert.equal(recordAt(m, 131072 - 8, 8, 8), 131072 - 8);
  assert.equal(m.u8.length, 131072);
  assert.throws(() => recordAt(m, 4, 8, 8), trapping('pointer not aligned'));
  assert.throws(() => recordAt(m, 131072, 8, 8), trapping('pointer out of bounds of memory'));
  assert.throws(() => recordAt(m, -8, 8, 8), trapping('pointer out of bounds of memory'));
});

test('or as an i64', () => {
  const { m } = linear();
  assert.equal(recordAt64(m, 65528n, 8, 8), 65528);
  assert.throws(() => recordAt64(m, 4n, 8, 8), trapping('pointer not aligned'));
  for (const ptr of [65536n, 1n << 32n, -8n]) {
    assert.throws(() => recordAt64(m, ptr, 8, 8), trapping('pointer out of bounds of memory'));
  }
});

test('an outcome is stored with its discriminant', () => {
  const { m } = linear();
  assert.equal(outcomeAt(m, 16, 8, 4, 1), 20);
  assert.equal(m.u8[16], 1);
  assert.throws(() => outcomeAt(m, 65532, 8, 4, 0), trapping('pointer out of bounds of memory'));
});
