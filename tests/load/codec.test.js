import assert from 'node:assert/strict';
import { test } from 'node:test';

const { decode, encode } = await import('../../packages/jco/src/load/codec.js');

const values = [
  ...[undefined, null, true, false, 0, -0, 1.5, NaN, -Infinity, 0n, -(2n ** 63n), 2n ** 64n - 1n],
  ...['', 'añ😀', '\ud800 alone', 'x'.repeat(5000)],
  ...[[], [1, [2, [undefined]]], {}, { a: 1, b: { tag: 'some', val: undefined } }, new Map([['k', [1]], ['l', []]])],
  ...[Uint8Array.of(1, 2), Int8Array.of(-1), Uint16Array.of(65535), Int16Array.of(-2), Uint32Array.of(7), Int32Array.of(-7)],
  ...[BigUint64Array.of(1n), BigInt64Array.of(-1n), Float32Array.of(0.5), Float64Array.of(Math.PI), new Float64Array(0)],
];

test('component values survive as bytes, one by one and together', () => {
  for (const value of [...values, values]) assert.deepEqual(decode(encode(value)), value);
});

test('what is longer than the buffer at first is written where it grows to', () => {
  for (let length = 1000; length < 1050; length++) {
    const text = 'x'.repeat(length / 2);
    assert.deepEqual(decode(encode([text, 1, text, 2n, text])), [text, 1, text, 2n, text]);
  }
});

test('a part of a buffer is written without the rest', () => {
  assert.deepEqual(decode(encode(new Uint8Array(100_000).subarray(3, 5))), new Uint8Array(2));
  assert.ok(encode(new Uint8Array(100_000).subarray(3, 5)).length < 20);
});

test('what is no component value is refused', () => {
  assert.throws(() => encode(() => {}), TypeError);
  assert.throws(() => encode(Symbol()), TypeError);
});
