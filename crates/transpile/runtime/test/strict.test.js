import assert from 'node:assert/strict';
import { test } from 'node:test';

import { strictBigInt, strictBool, strictInt, strictNumber, strictString } from '../strict.js';

/** @type {[name: string, check: (value: unknown) => unknown, good: unknown[], wrong: unknown[], beyond: unknown[]][]} */
const checks = [
  ['strictBool', strictBool, [true, false], [1, 'true', undefined, null], []],
  ['strictInt', (value) => strictInt(value, -128, 127), [-128, 0, 127], ['1', true, 1n, null], [-129, 128, 0.5, NaN, Infinity]],
  ['strictBigInt', (value) => strictBigInt(value, 0n, 9n), [0n, 9n], [1, '1', undefined], [-1n, 10n]],
  ['strictNumber', strictNumber, [0, -0, NaN, Infinity], ['1', 1n, undefined, {}], []],
  ['strictString', strictString, ['', 'naïve'], [1, undefined, new String('a'), []], []],
];

for (const [name, check, good, wrong, beyond] of checks) {
  test(`${name} gives back what is right, and refuses anything else`, () => {
    for (const value of good) assert.ok(Object.is(check(value), value));
    for (const value of wrong) assert.throws(() => check(value), { name: 'TypeError' });
    for (const value of beyond) assert.throws(() => check(value), { name: 'RangeError' });
  });
}
