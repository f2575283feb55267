import assert from 'node:assert/strict';
import { test } from 'node:test';

import { accessors, copyBetween, multiMemory } from '../accessors.js';
import { linearMemory } from '../memory.js';

/** @param {number} [pages] */
function memory(pages = 1) {
  return new WebAssembly.Memory({ initial: pages });
}

// A memory of 64 bytes of text, all different.
function filled() {
  const filled = memory();
  new Uint8Array(filled.buffer).set(Array.from({ length: 256 }, (_, i) => 255 - i));
  return filled;
}

test('multiMemory tells whether a module with two memories compiles', () => {
  const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 5, 5, 2, 0, 0, 0, 0]);
  const compile = () => new WebAssembly.Module(bytes);
  if (multiMemory) assert.doesNotThrow(compile);
  else assert.throws(compile, WebAssembly.CompileError);
});

/** @type {[op: string, read: (view: DataView, at: number) => number | bigint][]} */
const loads = [
  ['i32.load8_u', (view, at) => view.getUint8(at)],
  ['i32.load8_s', (view, at) => view.getInt8(at)],
  ['i32.load16_u', (view, at) => view.getUint16(at, true)],
  ['i32.load16_s', (view, at) => view.getInt16(at, true)],
  ['i32.load', (view, at) => view.getInt32(at, true)],
  ['i64.load', (view, at) => view.getBigInt64(at, true)],
  ['f32.load', (view, at) => view.getFloat32(at, true)],
  ['f64.load', (view, at) => view.getFloat64(at, true)],
];

for (const [op, read] of loads) {
  test(`${op} reads at the sum of address and offset`, () => {
    const source = filled();
    const load = /** @type {(address: number, offset: number) => number | bigint} */ (accessors(source)[op]);
    const view = new DataView(source.buffer);
    for (const [address, offset] of [[0, 0], [3, 0], [40, 8], [100, 77]]) {
      assert.equal(load(address, offset), read(view, address + offset));
    }
    assert.throws(() => load(0xffff, 8), WebAssembly.RuntimeError);
  });
}

/** @type {[op: string, value: number | bigint, bytes: number[]][]} */
const stores = [
  ['i32.store8', 0x12345678, [0x78]],
  ['i32.store16', 0x12345678, [0x78, 0x56]],
  ['i32.store', 0x12345678, [0x78, 0x56, 0x34, 0x12]],
  ['i64.store', 0x123456789abcdefn, [0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 0x01]],
  ['f32.store', 1.5, [0, 0, 0xc0, 0x3f]],
  ['f64.store', -2, [0, 0, 0, 0, 0, 0, 0, 0xc0]],
];

for (const [op, value, bytes] of stores) {
  test(`${op} writes its bytes at the sum of address and offset`, () => {
    const target = memory();
    const store = /** @type {(address: number, value: any, offset: number) => void} */ (accessors(target)[op]);
    store(10, value, 3);
    const written = [...new Uint8Array(target.buffer, 0, 24)];
    assert.deepEqual(written, [...Array(13).fill(0), ...bytes, ...Array(11 - bytes.length).fill(0)]);
  });
}

test('memory.size follows the memory as it grows', () => {
  const growing = memory();
  const size = /** @type {() => number} */ (accessors(growing)['memory.size']);
  assert.equal(size(), 1);
  growing.grow(2);
  assert.equal(size(), 3);
});

for (const length of [0, 1, 16, 17, 200]) {
  test(`copyBetween copies ${length} bytes and no more`, () => {
    const [to, from] = [linearMemory(memory()), linearMemory(filled())];
    copyBetween(to, from)(1000, 5, length);
    assert.deepEqual([...to.u8.subarray(1000, 1000 + length)], [...from.u8.subarray(5, 5 + length)]);
    assert.ok(to.u8.subarray(0, 1000).every((byte) => byte === 0));
    assert.ok(to.u8.subarray(1000 + length).every((byte) => byte === 0));
  });
}

test('copyBetween sees memories that have grown', () => {
  const [to, from] = [linearMemory(memory()), linearMemory(filled())];
  const copy = copyBetween(to, from);
  to.memory.grow(1);
  from.memory.grow(1);
  copy(65536 + 4, 0, 20);
  assert.equal(new Uint8Array(to.memory.buffer)[65536 + 4], 255);
});

test('copyBetween takes addresses beyond 2 GiB as the negative numbers they come as', () => {
  const [to, from] = [linearMemory(memory(0x8001)), linearMemory(filled())];
  copyBetween(to, from)(0x80000010 | 0, 0, 20);
  assert.equal(to.u8[0x80000010], 255);
});
