// Lists: numbers are one typed-array copy; strings and records are a loop over typed views.

import { text } from './text.js';
import { trap } from './trap.js';

/** Size of `record { id: u32, x: f64, y: f64, live: bool }`. */
const POINT = 32;

/** @param {WebAssembly.Module[]} modules @param {Record<string, any>} imports */
export async function instantiate([libcModule, main], imports) {
  const host = imports['bench:calls/host'];
  const { exports: libc } = await WebAssembly.instantiate(libcModule);
  const { memory, realloc } = /** @type {any} */ (libc);
  const { lowerUtf8, liftUtf8, loweredLength } = text(memory, realloc);
  let bytes = new Uint8Array(memory.buffer);
  let words = new Uint32Array(memory.buffer);
  let doubles = new Float64Array(memory.buffer);
  let length = 0;

  function renewViews() {
    bytes = new Uint8Array(memory.buffer);
    words = new Uint32Array(memory.buffer);
    doubles = new Float64Array(memory.buffer);
  }

  function allocate(align, size) {
    if (size > 0xfffffff) trap('list too long');
    const ptr = realloc(0, 0, align, size) >>> 0;
    if (bytes.length === 0) renewViews();
    if (ptr + size > bytes.length || (ptr & (align - 1)) !== 0) trap('realloc returned a bad pointer');
    return ptr;
  }

  function check(ptr, align, size) {
    if (bytes.length === 0) renewViews();
    if (ptr + size > bytes.length) trap('list out of bounds');
    if ((ptr & (align - 1)) !== 0) trap('unaligned list');
  }

  function lowerU8(list) {
    length = list.length;
    const ptr = allocate(1, length);
    bytes.set(list, ptr);
    return ptr;
  }

  function liftU8(ptr, count) {
    check(ptr, 1, count);
    return bytes.slice(ptr, ptr + count);
  }

  function lowerU32(list) {
    length = list.length;
    const ptr = allocate(4, length * 4);
    words.set(list, ptr >>> 2);
    return ptr;
  }

  function liftU32(ptr, count) {
    check(ptr, 4, count * 4);
    return words.slice(ptr >>> 2, (ptr >>> 2) + count);
  }

  function lowerF64(list) {
    length = list.length;
    const ptr = allocate(8, length * 8);
    doubles.set(list, ptr >>> 3);
    return ptr;
  }

  function liftF64(ptr, count) {
    check(ptr, 8, count * 8);
    return doubles.slice(ptr >>> 3, (ptr >>> 3) + count);
  }

  function lowerStrings(list) {
    const count = list.length;
    const ptr = allocate(4, count * 8);
    let at = ptr >>> 2;
    for (let i = 0; i < count; i++) {
      const s = lowerUtf8(list[i]);
      if (words.length === 0) renewViews();
      words[at++] = s;
      words[at++] = loweredLength();
    }
    length = count;
    return ptr;
  }

  function liftStrings(ptr, count) {
    check(ptr, 4, count * 8);
    const list = new Array(count);
    const source = words;
    let at = ptr >>> 2;
    for (let i = 0; i < count; i++, at += 2) list[i] = liftUtf8(source[at], source[at + 1]);
    return list;
  }

  function lowerPoints(list) {
    length = list.length;
    const ptr = allocate(8, length * POINT);
    const u8 = bytes, u32 = words, f64 = doubles;
    for (let i = 0, at = ptr; i < length; i++, at += POINT) {
      const point = list[i];
      u32[at >>> 2] = point.id;
      f64[(at >>> 3) + 1] = point.x;
      f64[(at >>> 3) + 2] = point.y;
      u8[at + 24] = point.live ? 1 : 0;
    }
    return ptr;
  }

  function liftPoints(ptr, count) {
    check(ptr, 8, count * POINT);
    const list = new Array(count);
    const u8 = bytes, u32 = words, f64 = doubles;
    for (let i = 0, at = ptr; i < count; i++, at += POINT) {
      list[i] = { id: u32[at >>> 2], x: f64[(at >>> 3) + 1], y: f64[(at >>> 3) + 2], live: u8[at + 24] !== 0 };
    }
    return list;
  }

  function storeList(at, ptr) {
    if (words.length === 0) renewViews();
    if ((at & 3) !== 0 || at + 8 > bytes.length) trap('bad return pointer');
    words[at >>> 2] = ptr;
    words[(at >>> 2) + 1] = length;
  }

  const { exports } = await WebAssembly.instantiate(main, {
    libc,
    host: {
      'take-u8': (ptr, count) => host.takeU8(liftU8(ptr >>> 0, count >>> 0)) >>> 0,
      'give-u8': at => storeList(at >>> 0, lowerU8(host.giveU8())),
      'take-u32': (ptr, count) => host.takeU32(liftU32(ptr >>> 0, count >>> 0)) >>> 0,
      'give-u32': at => storeList(at >>> 0, lowerU32(host.giveU32())),
      'take-f64': (ptr, count) => host.takeF64(liftF64(ptr >>> 0, count >>> 0)) >>> 0,
      'give-f64': at => storeList(at >>> 0, lowerF64(host.giveF64())),
      'take-strings': (ptr, count) => host.takeStrings(liftStrings(ptr >>> 0, count >>> 0)) >>> 0,
      'give-strings': at => storeList(at >>> 0, lowerStrings(host.giveStrings())),
      'take-points': (ptr, count) => host.takePoints(liftPoints(ptr >>> 0, count >>> 0)) >>> 0,
      'give-points': at => storeList(at >>> 0, lowerPoints(host.givePoints())),
    },
  });
  const core = /** @type {Record<string, Function>} */ (exports);
  const { take, keep, give, post } = core;
  const loop = name => n => core[name](n >>> 0) >>> 0;

  /** Where the guest left the pointer and the length of the list it returns. */
  function giveAt() {
    const at = give() >>> 0;
    if (words.length === 0) renewViews();
    if ((at & 3) !== 0 || at + 8 > bytes.length) trap('bad return pointer');
    return at;
  }

  function giveU8() {
    const at = giveAt();
    const list = liftU8(words[at >>> 2], words[(at >>> 2) + 1]);
    post(at);
    return list;
  }

  function giveU32() {
    const at = giveAt();
    const list = liftU32(words[at >>> 2], words[(at >>> 2) + 1]);
    post(at);
    return list;
  }

  function giveF64() {
    const at = giveAt();
    const list = liftF64(words[at >>> 2], words[(at >>> 2) + 1]);
    post(at);
    return list;
  }

  function giveStrings() {
    const at = giveAt();
    const list = liftStrings(words[at >>> 2], words[(at >>> 2) + 1]);
    post(at);
    return list;
  }

  function givePoints() {
    const at = giveAt();
    const list = liftPoints(words[at >>> 2], words[(at >>> 2) + 1]);
    post(at);
    return list;
  }

  return {
    takeU8: list => take(lowerU8(list), length) >>> 0,
    keepU8: list => { keep(lowerU8(list), length); },
    giveU8,
    takeU32: list => take(lowerU32(list), length) >>> 0,
    keepU32: list => { keep(lowerU32(list), length); },
    giveU32,
    takeF64: list => take(lowerF64(list), length) >>> 0,
    keepF64: list => { keep(lowerF64(list), length); },
    giveF64,
    takeStrings: list => take(lowerStrings(list), length) >>> 0,
    keepStrings: list => { keep(lowerStrings(list), length); },
    giveStrings,
    takePoints: list => take(lowerPoints(list), length) >>> 0,
    keepPoints: list => { keep(lowerPoints(list), length); },
    givePoints,
    callTakeU8: loop('call-take-u8'), callGiveU8: loop('call-give-u8'),
    callTakeU32: loop('call-take-u32'), callGiveU32: loop('call-give-u32'),
    callTakeF64: loop('call-take-f64'), callGiveF64: loop('call-give-f64'),
    callTakeStrings: loop('call-take-strings'), callGiveStrings: loop('call-give-strings'),
    callTakePoints: loop('call-take-points'), callGivePoints: loop('call-give-points'),
  };
}
