import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  checkLength, enumIndex, f32ToI32, f64ToI64, i32ToF32, i64ToF64, invalidCase, invalidDisc, isSecond, liftChar, lowWord, lowerChar,
  lowerFlags, ownProperty, toBigInt, wideF32, wideF64, wideI64, wideU32,
} from '../values.js';
import { trapping } from './linear.js';

test('a character is any scalar value and nothing else', () => {
  for (const code of [0, 0x7f, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff]) {
    assert.equal(lowerChar(liftChar(code)), code);
  }
  for (const code of [0xd800, 0xdfff, 0x110000, 0xffffffff]) {
    assert.throws(() => liftChar(code), trapping('invalid `char` bit pattern'));
  }
  for (const text of ['', 'ab', '\ud800', '\udc00', '\ud800a', '😀😀']) {
    assert.throws(() => lowerChar(text), { name: 'TypeError' });
  }
  assert.equal(lowerChar(7), 0x37);
});

test('bigints come from bigints, integers and their text', () => {
  assert.deepEqual([toBigInt(5n), toBigInt(5), toBigInt('5'), toBigInt(true)], [5n, 5n, 5n, 1n]);
  assert.throws(() => toBigInt(0.5), RangeError);
  assert.throws(() => toBigInt(undefined), TypeError);
});

test('floats go through integers with all their bits', () => {
  for (const value of [0, -0, 1.5, Math.fround(0.1), Infinity, NaN]) assert.ok(Object.is(i32ToF32(f32ToI32(value)), value));
  for (const value of [0, -0, Math.PI, 5e-324, -Infinity, NaN]) assert.ok(Object.is(i64ToF64(f64ToI64(value)), value));
  assert.equal(f32ToI32(-0), -0x80000000);
  assert.equal(f64ToI64(-0), -(1n << 63n));
});

test('the wide slots are one memory', () => {
  wideI64[3] = -1n;
  wideU32[6] = 7;
  assert.equal(wideI64[3], -(1n << 32n) + 7n);
  wideF64[3] = 1;
  assert.equal(wideI64[3], 0x3ff0000000000000n);
  wideI64[3] = 0n;
  wideF32[6] = 1;
  assert.equal(wideI64[3], 0x3f800000n);
});

test('the low word of a slot is an i32', () => {
  assert.deepEqual([5n, (1n << 32n) + 5n, -1n].map(lowWord), [5, 5, -1]);
});

test('one of two cases is the first or the second', () => {
  assert.deepEqual([0, 1].map(isSecond), [false, true]);
  for (const disc of [2, -1]) assert.throws(() => isSecond(disc), trapping(`discriminant ${disc >>> 0} out of range [0..2)`));
});

test('mistakes are told apart: a trap for the guest, a TypeError for JavaScript', () => {
  assert.throws(() => invalidDisc(-1, 3), trapping('discriminant 4294967295 out of range [0..3)'));
  for (const [value, shown] of [['x', '"x"'], [7, '7'], [undefined, 'undefined'], [null, 'null']]) {
    assert.throws(() => invalidCase('enum', value), { name: 'TypeError', message: `invalid enum value ${shown}` });
  }
  assert.throws(() => invalidCase('enum', Symbol('s')), TypeError);
  const names = ['a', 'b'];
  assert.equal(enumIndex(names, 'b'), 1);
  assert.throws(() => enumIndex(names, 'c'), { name: 'TypeError', message: 'invalid enum value "c"' });
  checkLength([1, 2], 2);
  assert.throws(() => checkLength([1], 2), { name: 'TypeError', message: 'expected a list of 2 elements, got 1' });
});

test('flags as a bigint are as many bits as there are names', () => {
  assert.equal(lowerFlags(5n, 3), 5);
  assert.equal(lowerFlags((1n << 32n) - 1n, 32), 0xffffffff);
  for (const flags of [8n, -1n]) assert.throws(() => lowerFlags(flags, 3), RangeError);
  for (const flags of ['x', 5, undefined]) assert.throws(() => lowerFlags(flags, 3), TypeError);
});

test('what all objects inherit is not theirs', () => {
  assert.equal(ownProperty({}, 'constructor'), undefined);
  assert.equal(ownProperty({ constructor: 7 }, 'constructor'), 7);
});
