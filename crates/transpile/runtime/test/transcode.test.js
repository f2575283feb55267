import assert from 'node:assert/strict';
import { test } from 'node:test';

import { linearMemory } from '../memory.js';
import * as transcode from '../transcode.js';

// The module as it is where Node's check of UTF-8 is missing.
const { getBuiltinModule } = process;
Object.assign(process, { getBuiltinModule: undefined });
/** @type {typeof transcode} */
const portable = await import(String(new URL('../transcode.js?portable', import.meta.url)));
Object.assign(process, { getBuiltinModule });

const src = 96;
const dst = 4096;

const size = 16384;
const shared = [1, 1].map((initial) => linearMemory(new WebAssembly.Memory({ initial })));

// Two memories, the first with `bytes` at `src`, the second full of a pattern.
/** @param {Uint8Array} bytes */
function memories(bytes, [from, to] = shared) {
  from.u8.fill(0xbb, 0, size).set(bytes, src);
  to.u8.fill(0xee, 0, size);
  return { from, to };
}

/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);
/** @param {string} text */
const utf16 = (text) => new Uint8Array(Buffer.from(text, 'utf16le'));
/** @param {string} text */
const latin1 = (text) => new Uint8Array(Buffer.from(text, 'latin1'));

// Asserts that exactly `bytes` are at `dst`, and nothing around them has changed.
/** @param {{ to: import('../memory.js').LinearMemory }} memories @param {Uint8Array} bytes */
function assertWritten({ to }, bytes) {
  const expected = new Uint8Array(size).fill(0xee);
  expected.set(bytes, dst);
  if (!Buffer.from(to.u8.buffer, 0, size).equals(expected)) {
    assert.deepEqual(to.u8.slice(dst, dst + bytes.length), bytes);
    assert.fail('bytes around the destination have changed');
  }
}

/** @param {string} message */
function trapWith(message) {
  return (/** @type {unknown} */ error) => error instanceof WebAssembly.RuntimeError && error.message === message;
}

// Texts around every place where a function changes its way: short and long, plain stretches of all lengths.
function* texts() {
  const pieces = ['', 'a', 'é', 'ÿ', 'Ā', 'ж', '漢', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}', '\ufeff', '\0'];
  for (const length of [0, 1, 7, 15, 16, 17, 31, 32, 33, 48, 64, 65, 200]) {
    const plain = 'The quick brown fox. '.repeat(10).slice(0, length);
    for (const piece of pieces) yield* [plain + piece, plain + piece + plain, piece + plain + piece + piece];
  }
}

const isLatin1 = (/** @type {string} */ text) => !/[^\0-\xff]/.test(text);
const isAscii = (/** @type {string} */ text) => !/[^\0-\x7f]/.test(text);
const asciiPrefix = (/** @type {string} */ text) => (/^[\0-\x7f]*/.exec(text) ?? [''])[0];
const latin1Prefix = (/** @type {string} */ text) => (/^[\0-\xff]*/.exec(text) ?? [''])[0];

for (const { utf8ToUtf8 } of [transcode, portable]) {
  test(`utf8ToUtf8 copies ${utf8ToUtf8 === portable.utf8ToUtf8 ? 'without Node too' : ''}`, () => {
    for (const text of texts()) {
      const bytes = utf8(text);
      const m = memories(bytes);
      utf8ToUtf8(m.from, m.to, src, bytes.length, dst);
      assertWritten(m, bytes);
    }
  });
}

test('utf16ToUtf16 copies', () => {
  for (const text of texts()) {
    const m = memories(utf16(text));
    transcode.utf16ToUtf16(m.from, m.to, src, text.length, dst);
    assertWritten(m, utf16(text));
  }
});

test('latin1ToLatin1 and latin1ToUtf16 take any byte', () => {
  for (const length of [0, 1, 33, 256]) {
    const bytes = Uint8Array.from({ length }, (_, i) => i);
    const text = Buffer.from(bytes).toString('latin1');
    const copied = memories(bytes);
    transcode.latin1ToLatin1(copied.from, copied.to, src, length, dst);
    assertWritten(copied, bytes);
    const widened = memories(bytes);
    transcode.latin1ToUtf16(widened.from, widened.to, src, length, dst);
    assertWritten(widened, utf16(text));
  }
});

test('utf8ToUtf16 gives the number of units', () => {
  for (const text of texts()) {
    const bytes = utf8(text);
    const m = memories(bytes);
    assert.equal(transcode.utf8ToUtf16(m.from, m.to, src, bytes.length, dst), text.length);
    assertWritten(m, utf16(text));
  }
});

test('utf16ToUtf8 does the ASCII at the front, then the rest', () => {
  for (const text of texts()) {
    const first = asciiPrefix(text);
    const m = memories(utf16(text));
    const { from, to } = m;
    const read = first.length;
    assert.deepEqual(transcode.utf16ToUtf8(from, to, src, text.length, dst, text.length, 1), [read, read]);
    assertWritten(m, utf8(first));
    const done = transcode.utf16ToUtf8(from, to, src + 2 * read, text.length - read, dst + read, 3 * text.length, 0);
    assert.deepEqual(done, [text.length - read, utf8(text).length - read]);
    assertWritten(m, utf8(text));
  }
});

test('latin1ToUtf8 does the ASCII at the front, then the rest', () => {
  for (const text of [...texts()].filter(isLatin1)) {
    const first = asciiPrefix(text);
    const m = memories(latin1(text));
    const { from, to } = m;
    const read = first.length;
    assert.deepEqual(transcode.latin1ToUtf8(from, to, src, text.length, dst, text.length, 1), [read, read]);
    const done = transcode.latin1ToUtf8(from, to, src + read, text.length - read, dst + read, 2 * text.length, 0);
    assert.deepEqual(done, [text.length - read, utf8(text).length - read]);
    assertWritten(m, utf8(text));
  }
});

test('utf8ToLatin1 goes as far as Latin-1 does, utf8ToCompactUtf16 from there', () => {
  for (const text of texts()) {
    const bytes = utf8(text);
    const prefix = latin1Prefix(text);
    const read = utf8(prefix).length;
    const m = memories(bytes);
    const { from, to } = m;
    assert.deepEqual(transcode.utf8ToLatin1(from, to, src, bytes.length, dst), [read, prefix.length]);
    assertWritten(m, latin1(prefix));
    if (prefix === text) continue;
    const units = transcode.utf8ToCompactUtf16(
      from, to, src + read, bytes.length - read, dst, bytes.length, prefix.length,
    );
    assert.equal(units, text.length);
    assertWritten(m, utf16(text));
  }
});

test('utf16ToLatin1 goes as far as Latin-1 does, utf16ToCompactUtf16 from there', () => {
  for (const text of texts()) {
    const read = latin1Prefix(text).length;
    const m = memories(utf16(text));
    const { from, to } = m;
    assert.deepEqual(transcode.utf16ToLatin1(from, to, src, text.length, dst), [read, read]);
    assertWritten(m, latin1(text.slice(0, read)));
    if (read === text.length) continue;
    const units = transcode.utf16ToCompactUtf16(from, to, src + 2 * read, text.length - read, dst, text.length, read);
    assert.equal(units, text.length);
    assertWritten(m, utf16(text));
  }
});

test('utf16ToCompactProbablyUtf16 tags what is not Latin-1', () => {
  for (const text of texts()) {
    const m = memories(utf16(text));
    const tagged = transcode.utf16ToCompactProbablyUtf16(m.from, m.to, src, text.length, dst);
    assert.equal(tagged, isLatin1(text) ? text.length : text.length + 0x80000000);
    assertWritten(m, isLatin1(text) ? latin1(text) : utf16(text));
  }
});

// Lead bytes and continuations on both sides of every limit.
function* utf8Sequences() {
  const leads = [0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff];
  const seconds = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];
  const rest = [0x7f, 0x80, 0xbf, 0xc0];
  for (const lead of leads) {
    yield [lead];
    for (const second of seconds) {
      yield [lead, second];
      for (const third of rest) {
        yield [lead, second, third];
        for (const fourth of rest) yield [lead, second, third, fourth];
      }
    }
  }
}

for (const padding of ['', ' '.repeat(100)]) {
  test(`malformed UTF-8 traps ${padding && 'in long text'}`, () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    for (const sequence of utf8Sequences()) {
      const bytes = Uint8Array.from([...utf8(padding), ...sequence]);
      // What follows in memory would complete a character that ends too early.
      const m = memories(Uint8Array.from([...bytes, 0x80, 0x80, 0x80]));
      let text;
      try {
        text = decoder.decode(bytes);
      } catch {
        // Not well-formed.
      }
      const copy = () => transcode.utf8ToUtf8(m.from, m.to, src, bytes.length, dst);
      const portableCopy = () => portable.utf8ToUtf8(m.from, m.to, src, bytes.length, dst);
      const decode = () => transcode.utf8ToUtf16(m.from, m.to, src, bytes.length, dst);
      const [read, written] = transcode.utf8ToLatin1(m.from, m.to, src, bytes.length, dst);
      const compact = () => transcode.utf8ToCompactUtf16(
        m.from, m.to, src + read, bytes.length - read, dst, bytes.length, written,
      );
      if (text === undefined) {
        for (const run of [copy, portableCopy, decode, compact]) assert.throws(run, trapWith('invalid utf8 encoding'));
      } else {
        copy();
        portableCopy();
        assert.equal(decode(), text.length);
        assert.equal(Buffer.from(m.to.u8.slice(dst, dst + 2 * text.length)).toString('utf16le'), text);
        transcode.utf8ToLatin1(m.from, m.to, src, bytes.length, dst);
        assert.equal(compact(), text.length);
      }
    }
  });
}

for (const padding of ['', ' '.repeat(100), 'я'.repeat(100), '漢'.repeat(100)]) {
  test(`unpaired surrogates trap ${padding && `after ${padding.slice(0, 1)}…`}`, () => {
    for (const end of ['\ud800', '\udbff', '\udc00', '\udfff', '\ud800a', '\ud800\ud800\udc00', '\udc00\ud800']) {
      const text = padding + end;
      // What follows in memory would complete a pair.
      const { from, to } = memories(utf16(`${text}\udc00`));
      const runs = [
        () => transcode.utf16ToUtf16(from, to, src, text.length, dst),
        () => transcode.utf16ToUtf8(from, to, src, text.length, dst, 3 * text.length, 0),
        () => transcode.utf16ToCompactUtf16(from, to, src, text.length, dst, text.length, 0),
        () => transcode.utf16ToCompactProbablyUtf16(from, to, src, text.length, dst),
      ];
      for (const run of runs) assert.throws(run, trapWith('invalid utf16 encoding'), JSON.stringify(end));
    }
  });
}

test('memories that have grown are seen', () => {
  const own = [1, 1].map((initial) => linearMemory(new WebAssembly.Memory({ initial })));
  const m = memories(utf8('grown: жж'), own);
  m.to.memory.grow(1);
  m.from.memory.grow(1);
  assert.equal(transcode.utf8ToUtf16(m.from, m.to, src, 11, 65536 + 16), 9);
  const units = new Uint16Array(m.to.memory.buffer, 65536 + 16, 9);
  assert.equal(String.fromCharCode(...units), 'grown: жж');
});

test('addresses beyond 2 GiB come as negative numbers', () => {
  const from = linearMemory(new WebAssembly.Memory({ initial: 0x8001 }));
  const to = linearMemory(new WebAssembly.Memory({ initial: 0x8001 }));
  const at = 0x80000010;
  from.u8.set(utf8('abcdefghijklmnopqrstu жж'), at);
  assert.equal(transcode.utf8ToUtf16(from, to, at | 0, 26, at | 0), 24);
  assert.deepEqual(transcode.utf16ToUtf8(to, from, at | 0, 24, 0, 72, 0), [24, 26]);
  assert.equal(Buffer.from(from.u8.slice(0, 26)).toString(), 'abcdefghijklmnopqrstu жж');
});
