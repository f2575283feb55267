// The hand-written glue is only a limit for ours if it keeps the same rules. `run.js` compares its
// results with those of the others; here is what no benchmark passes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentBytes, coreModules } from '../components.js';
import { instantiate as instantiateCompound } from './compound.js';
import { instantiate as instantiateLists } from './lists.js';
import { instantiate as instantiateResources } from './resources.js';
import { instantiate as instantiateStrings } from './strings.js';

const modules = async name => coreModules(await componentBytes(name)).map(bytes => new WebAssembly.Module(bytes));
const host = functions => ({ 'bench:calls/host': functions });
const strings = async () => instantiateStrings(await modules('strings'), host({}));

const wellFormed = [
  '', 'a', 'abc', 'abcd', 'abcdefghijkl', 'abcdefghijklm', 'é', '€', '😀', 'a😀', '\ufeffbom', '\ufffd', 'a\u0000b',
  'x'.repeat(16), 'x'.repeat(17), 'é'.repeat(16), '€'.repeat(17), '😀'.repeat(8), '😀'.repeat(9),
  'x'.repeat(3000), `${'x'.repeat(3000)}é`, 'привет '.repeat(3000), `${'😀'.repeat(10)}\ufffd`,
];
const loneSurrogates = ['\ud800', 'a\udc00', '\udc00\ud800', `${'x'.repeat(20)}\ud83d`, `\ud83d${'y'.repeat(20)}`, 'é\ud800€'];

for (const encoding of ['Utf8', 'Utf16']) {
  test(`${encoding} strings come back as they went`, async () => {
    const { [`echo${encoding}`]: echo, [`take${encoding}`]: take } = await strings();
    for (const s of wellFormed) {
      assert.equal(echo(s), s);
      assert.equal(take(s), encoding === 'Utf8' ? Buffer.byteLength(s) : s.length);
    }
  });

  test(`lone surrogates become U+FFFD in ${encoding}`, async () => {
    const { [`echo${encoding}`]: echo } = await strings();
    for (const s of loneSurrogates) assert.equal(echo(s), s.toWellFormed());
  });
}

test('invalid UTF-8 is refused', async () => {
  const { keepUtf16, giveUtf8 } = await strings();
  for (const s of ['\uffff', '\uc3c3'.repeat(20), '\ua0ed'.repeat(2000)]) {
    keepUtf16(s);
    assert.throws(giveUtf8, Error);
  }
});

test('unpaired surrogates of a guest are refused', async () => {
  const { keepUtf8, giveUtf16 } = await strings();
  for (const count of [1, 20]) {
    keepUtf8('a\u0618a'.repeat(count)); // the bytes 61 d8 98 61: as UTF-16 a high surrogate and a letter
    assert.throws(giveUtf16, WebAssembly.RuntimeError);
  }
});

test('only strings are taken as strings', async () => {
  const { takeUtf8, takeUtf16 } = await strings();
  assert.throws(() => takeUtf8(1), TypeError);
  assert.throws(() => takeUtf16(undefined), TypeError);
});

test('numbers wrap to their width', async () => {
  const { keepEight, giveEight } = await instantiateCompound(await modules('compound'), host({}));
  keepEight({ a: 257, b: 200, c: -1, d: 2 ** 31, e: -1, f: 0.1, g: '2', h: 'yes' });
  assert.deepEqual(giveEight(), { a: 1, b: -56, c: 65535, d: -(2 ** 31), e: 2 ** 32 - 1, f: Math.fround(0.1), g: 2, h: true });
});

test('plain arrays do as lists of numbers', async () => {
  const { keepU8, giveU8, keepU32, giveU32, keepF64, giveF64 } = await instantiateLists(await modules('lists'), host({}));
  keepU8([1, 256]);
  assert.deepEqual(giveU8(), Uint8Array.of(1, 0));
  keepU32([-1]);
  assert.deepEqual(giveU32(), Uint32Array.of(2 ** 32 - 1));
  keepF64([]);
  assert.deepEqual(giveF64(), new Float64Array());
});

test('a list that a guest returned is a copy', async () => {
  const { keepU8, giveU8 } = await instantiateLists(await modules('lists'), host({}));
  keepU8(Uint8Array.of(1, 2, 3));
  giveU8().fill(9);
  assert.deepEqual(giveU8(), Uint8Array.of(1, 2, 3));
});

test('a dropped resource is not used again', async () => {
  const { 'bench:calls/things': { Thing, take, dropped } } =
    await instantiateResources(await modules('resources'), host({ Item: class {} }));
  const thing = new Thing(5);
  thing[Symbol.dispose]();
  thing[Symbol.dispose]();
  assert.equal(dropped(), 1);
  assert.throws(() => thing.value(), TypeError);
  assert.throws(() => take(thing), TypeError);
});

test('an error without a payload is not a result', async () => {
  const failing = check => modules('compound').then(cores => instantiateCompound(cores, host({ check })));
  const broken = await failing(() => { throw new RangeError('broken'); });
  assert.throws(() => broken.callCheckErr(1), RangeError);
  const wrong = await failing(() => { throw 'plain'; });
  assert.equal(wrong.callCheckErr(1), 'plain'.length);
});
