// Text and values, without a page.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseNumbers, parsePrimitive } from '../../apps/playground/src/forms/parse.js';
import { environmentOf, splitArguments } from '../../apps/playground/src/view/arguments.js';
import { createTypes, signature } from '../../apps/playground/src/types.js';
import { wave } from '../../apps/playground/src/wave.js';

test('numbers are whole or not, and in their range', () => {
  for (const [text, name, value] of /** @type {const} */ ([
    [' -128 ', 's8', -128],
    ['0x10', 'u32', 16],
    ['-0x10', 's32', -16],
    ['1_000', 'u16', 1000],
    ['18446744073709551615', 'u64', 2n ** 64n - 1n],
    ['-inf', 'f64', -Infinity],
    ['1e3', 'f64', 1000],
    ['.1', 'f32', Math.fround(0.1)],
    ['-0', 'f64', -0],
    ['😀', 'char', '😀'],
  ])) {
    assert.equal(parsePrimitive(text, name), value, text);
  }
  assert.ok(Number.isNaN(parsePrimitive('NaN', 'f32')));
  for (const [text, name] of [['128', 's8'], ['1.5', 'u8'], ['', 'u8'], ['1e3', 's32'], ['x', 'f64'], ['', 'f64'], ['', 'char'], ['ab', 'char'], ['\ud800', 'char']]) {
    assert.throws(() => parsePrimitive(text, name), /\.$/, `${name} ${text}`);
  }
});

test('lists of numbers are typed arrays', () => {
  assert.deepEqual(parseNumbers('[1, 2 3]', 'u8'), new Uint8Array([1, 2, 3]));
  assert.deepEqual(parseNumbers('', 's64'), new BigInt64Array());
  assert.throws(() => parseNumbers('1, 2', 'f32', 3), /Enter 3 numbers; there are 2/);
});

test('arguments are words as a shell has them', () => {
  for (const [line, words] of /** @type {const} */ ([
    ['', []],
    ['  a  b ', ['a', 'b']],
    [`'a b' "c \\"d\\" \\n" e\\ f`, ['a b', 'c "d" \\n', 'e f']],
    [`--name='x y'z`, ['--name=x yz']],
    [`"" ''`, ['', '']],
    [`"open`, ['open']],
  ])) {
    assert.deepEqual(splitArguments(line), words, line);
  }
  assert.deepEqual(environmentOf('A=1\nnothing\n B =x=y'), { A: '1', B: 'x=y' });
});

test('values are written in WAVE', () => {
  const types = createTypes([
    { kind: 'option', some: 'u8', isTagged: false },
    { kind: 'option', some: 0, isTagged: true },
    { kind: 'result', ok: null, err: 'string' },
    { kind: 'map', key: 'string', value: 'f32' },
    { kind: 'resource', name: 'file', class: ['File'] },
    { kind: 'own', resource: 4 },
    { kind: 'list', element: 'u8' },
  ]);
  assert.equal(wave({ tag: 'some', val: undefined }, 1, types), 'some(none)');
  assert.equal(wave({ tag: 'ok' }, 2, types), 'ok');
  assert.equal(wave({ tag: 'err', val: 'a\u0000"' }, 2, types), 'err("a\\u{0}\\"")');
  assert.equal(wave(new Map([['a', Math.fround(0.1)]]), 3, types), '[("a", 0.1)]');
  assert.equal(wave({ $handle: 3 }, 5, types), 'file #3');
  assert.match(wave(new Uint8Array(1002), 6, types), /0, … 2 more\]$/);
  assert.equal(wave(-0, 'f64', types), '-0');
  const callable = { name: 'f', kind: /** @type {const} */ ('static'), key: 'f', params: [{ name: 'a', type: 3 }], result: 2, isAsync: true };
  assert.equal(signature(callable, types), 'f: static async func(a: map<string, f32>) -> result<_, string>');
});
