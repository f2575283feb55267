import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import * as memory from '../memory.js';
import * as withNode from '../strings.js';
import { linear, trapping } from './linear.js';

/** @typedef {typeof withNode} Strings */

// The same module where there is no Buffer, as in browsers.
async function withoutNode() {
  const { Buffer, process } = globalThis;
  try {
    Object.assign(globalThis, { Buffer: undefined, process: undefined });
    // @ts-expect-error A query is no part of a file name.
    return /** @type {Strings} */ (await import('../strings.js?without-node'));
  } finally {
    Object.assign(globalThis, { Buffer, process });
  }
}

const alphabets = ['az', 'aé\xff', 'aéж', 'ж漢', 'a😀', '漢😀\u{10ffff}', 'a\0', '\ufeff\ufffda', 'é\x7f\x80'];

function* texts() {
  for (const alphabet of alphabets) {
    const units = [...alphabet];
    for (let length = 0; length <= 40; length++) {
      yield Array.from({ length }, (_, i) => units[(i * i + length) % units.length]).join('');
    }
    yield alphabet.repeat(1000);
    yield `${'a'.repeat(3000)}${alphabet}`;
  }
}

/** @param {string} text */
const scalars = (text) => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** @param {string} text */
const isLatin1 = (text) => !/[^\0-\xff]/.test(text);

/** @type {[name: 'Utf8' | 'Utf16' | 'Latin1Utf16', encode: (text: string) => [bytes: Buffer, length: number]][]} */
const encodings = [
  ['Utf8', (text) => [Buffer.from(text), Buffer.byteLength(text)]],
  ['Utf16', (text) => [Buffer.from(text, 'utf16le'), text.length]],
  ['Latin1Utf16', (text) => {
    if (isLatin1(text)) return [Buffer.from(text, 'latin1'), text.length];
    return [Buffer.from(text, 'utf16le'), text.length + 0x80000000];
  }],
];

for (const [where, strings] of /** @type {[string, Strings][]} */ ([
  ['with the methods of Node', withNode], ['without Node', await withoutNode()],
])) {
  describe(where, () => {
    for (const [name, encode] of encodings) test(`lower${name} writes what the encoding says`, () => {
      const lower = strings[`lower${name}`];
      for (const text of texts()) {
        const { m } = linear();
        const [bytes, length] = encode(text);
        const ptr = lower(m, text);
        assert.equal(memory.loweredLength, length, JSON.stringify(text));
        assert.deepEqual(Buffer.from(m.u8.subarray(ptr, ptr + bytes.length)), bytes, JSON.stringify(text));
      }
    });

    for (const [name, encode] of encodings) test(`lift${name} reads it`, () => {
      const lift = strings[`lift${name}`];
      const { m } = linear(8);
      for (const text of texts()) {
        const [bytes, length] = encode(text);
        const ptr = m.alloc(2, bytes.length);
        m.u8.set(bytes, ptr);
        assert.equal(lift(m, ptr, length), text);
      }
    });

    for (const [name] of encodings) test(`lower${name} makes lone surrogates replacement characters`, () => {
      for (const lone of ['\ud800', '\udfff', '\udc00\ud800', '\ud800\ud800\udc00', 'a\ud83d']) {
        for (const filler of ['', 'a', 'é'.repeat(15), 'x'.repeat(16), '漢'.repeat(300)]) {
          const { m } = linear();
          const text = filler + lone + filler;
          const ptr = strings[`lower${name}`](m, text);
          assert.equal(strings[`lift${name}`](m, ptr, memory.loweredLength), scalars(text));
        }
      }
    });

    for (const [name] of encodings) test(`lower${name} converts what is no string`, () => {
      const { m } = linear();
      for (const value of [42, null, undefined, { toString: () => 'é' }, ['a', 'b'], 7n]) {
        const ptr = strings[`lower${name}`](m, value);
        assert.equal(strings[`lift${name}`](m, ptr, memory.loweredLength), String(value));
      }
    });

    test('liftUtf8 traps for what is not well-formed', () => {
      const sequences = [
        [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xc3, 0x28], [0xe0, 0x9f, 0xbf], [0xe2, 0x82], [0xed, 0xa0, 0x80],
        [0xf0, 0x8f, 0xbf, 0xbf], [0xf0, 0x9f, 0x98], [0xf4, 0x90, 0x80, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xff],
      ];
      const { m } = linear();
      for (const sequence of sequences) {
        for (const filler of ['', 'abc', 'a'.repeat(12), 'ж'.repeat(20), 'a'.repeat(3000)]) {
          const bytes = [...Buffer.from(filler), ...sequence];
          m.u8.set(bytes, 64);
          assert.throws(() => strings.liftUtf8(m, 64, bytes.length), trapping('invalid utf-8 encoding'));
        }
      }
    });

    test('liftUtf16 traps for lone surrogates', () => {
      const { m } = linear();
      for (const lone of ['\ud800', '\udc00', '\udc00\ud800', '\ud83dx']) {
        for (const filler of ['', 'abc', 'a'.repeat(12), 'ж'.repeat(300)]) {
          const bytes = Buffer.from(filler + lone, 'utf16le');
          m.u8.set(bytes, 64);
          const lift = () => strings.liftUtf16(m, 64, bytes.length / 2);
          assert.throws(lift, trapping('unpaired surrogate in utf-16 string'));
          const liftTagged = () => strings.liftLatin1Utf16(m, 64, bytes.length / 2 + 0x80000000);
          assert.throws(liftTagged, trapping('unpaired surrogate in utf-16 string'));
        }
      }
    });

    test('bounds are checked, also of an empty string', () => {
      const { m } = linear();
      const outside = trapping('string pointer/length out of bounds of memory');
      const odd = trapping('string pointer not aligned to 2');
      assert.equal(strings.liftUtf8(m, 65536, 0), '');
      for (const [ptr, length] of [[65537, 0], [65536, 1], [0, 65537], [0xffffffff, 0xffffffff]]) {
        assert.throws(() => strings.liftUtf8(m, ptr, length), outside);
      }
      for (const [ptr, length] of [[65538, 0], [65534, 2], [0, 0x8000000], [0, 0xffffffff]]) {
        assert.throws(() => strings.liftUtf16(m, ptr, length), outside);
      }
      for (const [ptr, length] of [[65538, 0], [65536, 1], [65534, 0x80000002], [0, 0x7fffffff], [0, 0xffffffff]]) {
        assert.throws(() => strings.liftLatin1Utf16(m, ptr, length), outside);
      }
      assert.throws(() => strings.liftUtf16(m, 65, 0), odd);
      assert.throws(() => strings.liftLatin1Utf16(m, 65, 0), odd);
      assert.throws(() => strings.liftLatin1Utf16(m, 65, 0x80000000), odd);
    });
  });
}

test('an address is an i32, and the views are made again when the memory has grown', () => {
  const { m, memory } = linear();
  memory.grow(1);
  new Uint8Array(memory.buffer).set([0x68, 0x69], 65536);
  assert.equal(withNode.liftUtf8(m, 65536, 2), 'hi');
  assert.throws(() => withNode.liftUtf8(m, -8, 2), trapping('string pointer/length out of bounds of memory'));
  assert.throws(() => withNode.liftUtf8(m, 8, -2), trapping('string pointer/length out of bounds of memory'));
});

test('a string is loaded from where it was stored', () => {
  for (const [name] of encodings) {
    const { m } = linear();
    withNode[`store${name}`](m, 'naïve 漢', 16);
    assert.equal(withNode[`load${name}`](m, 16), 'naïve 漢');
    withNode[`store${name}`](m, 'é', 24);
    assert.equal(withNode[`load${name}`](m, 24), 'é');
  }
});

test('a utf-8 string is allocated once, in its size', () => {
  for (const text of ['', 'abc', 'é', 'a'.repeat(100), 'ж'.repeat(100), '漢'.repeat(5000)]) {
    const { m, calls } = linear();
    withNode.lowerUtf8(m, text);
    assert.deepEqual(calls, [[1, Buffer.byteLength(text)]]);
  }
});

test('the tag of a 64-bit length moves to where 32-bit lengths have it', () => {
  assert.equal(withNode.lengthFromTagged64(5n), 5);
  assert.equal(withNode.lengthFromTagged64((1n << 63n) + 5n), 0x80000005);
  assert.equal(withNode.lengthFromTagged64(-(1n << 63n) + 5n), 0x80000005);
  assert.throws(() => withNode.lengthFromTagged64(1n << 31n), trapping('string pointer/length out of bounds of memory'));
});
