// Strings in and out of one linear memory, as the canonical ABI asks: lone surrogates become U+FFFD on
// the way in, invalid encodings trap on the way out. Each branch is the fastest that was measured for its
// length on Node 20 and 24: loops for short strings, one native call for long ones. All is one function
// because closures over the views, which change when memory grows, are what engines make fastest. Pages have no Node
// buffers: there the standard coders do what is long.

import { trap } from './trap.js';

/** @type {Partial<typeof import('node:buffer')>} */
const { Buffer, isAscii } = globalThis.process?.getBuiltinModule?.('node:buffer') ?? {};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16Decoder = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });
const fromCharCode = String.fromCharCode;

/** Longest string, in code units, that a loop writes faster than a native call. */
const SHORT_IN = 16;
/** Longest string, in bytes or code units, that `fromCharCode` makes faster than a native call. */
const SHORT_OUT = 12;
/** From here on `isAscii` and `latin1Slice` together beat the UTF-8 decoder of Node 20. */
const LONG_ASCII = 2048;

/**
 * @param {WebAssembly.Memory} memory
 * @param {(old: number, oldSize: number, align: number, size: number) => number} realloc
 */
export function text(memory, realloc) {
  let bytes = new Uint8Array(memory.buffer);
  let units = new Uint16Array(memory.buffer);
  let buffer = Buffer?.from(memory.buffer);
  let length = 0;

  function renewViews() {
    bytes = new Uint8Array(memory.buffer);
    units = new Uint16Array(memory.buffer);
    buffer = Buffer?.from(memory.buffer);
  }

  function reallocate(old, oldSize, align, size) {
    const ptr = realloc(old, oldSize, align, size) >>> 0;
    if (bytes.length === 0) renewViews();
    if (ptr + size > bytes.length || (ptr & (align - 1)) !== 0) trap('realloc returned a bad pointer');
    return ptr;
  }

  /** @param {string} s @returns {number} the pointer; `loweredLength` tells the number of bytes */
  function lowerUtf8(s) {
    if (typeof s !== 'string') throw new TypeError('expected a string');
    if (s.length > SHORT_IN) return lowerLongUtf8(s);
    const ptr = reallocate(0, 0, 1, s.length);
    const target = bytes;
    for (let i = 0; i < s.length; i++) {
      const unit = s.charCodeAt(i);
      if (unit > 0x7f) return lowerShortWideUtf8(s, ptr, i);
      target[ptr + i] = unit;
    }
    length = s.length;
    return ptr;
  }

  /** Goes on after `done` ASCII characters. */
  function lowerShortWideUtf8(s, first, done) {
    const ptr = reallocate(first, s.length, 1, s.length * 3);
    const target = bytes;
    let at = ptr + done;
    for (let i = done; i < s.length; i++) {
      let point = s.charCodeAt(i);
      if (point < 0x80) {
        target[at++] = point;
        continue;
      }
      if (point < 0x800) {
        target[at++] = 0xc0 | (point >> 6);
      } else {
        if ((point & 0xf800) === 0xd800) {
          point = s.codePointAt(i);
          if (point > 0xffff) i++;
          else point = 0xfffd;
        }
        if (point > 0xffff) {
          target[at++] = 0xf0 | (point >> 18);
          target[at++] = 0x80 | ((point >> 12) & 0x3f);
        } else {
          target[at++] = 0xe0 | (point >> 12);
        }
        target[at++] = 0x80 | ((point >> 6) & 0x3f);
      }
      target[at++] = 0x80 | (point & 0x3f);
    }
    length = at - ptr;
    return reallocate(ptr, s.length * 3, 1, length);
  }

  /** As many bytes as code units do for ASCII; the rest is given three per unit, then cut back. */
  function lowerLongUtf8(s) {
    const ptr = reallocate(0, 0, 1, s.length);
    const { read, written } = encoder.encodeInto(s, bytes.subarray(ptr, ptr + s.length));
    if (read === s.length) {
      length = written;
      return ptr;
    }
    const room = written + (s.length - read) * 3;
    const grown = reallocate(ptr, s.length, 1, room);
    const rest = encoder.encodeInto(s.slice(read), bytes.subarray(grown + written, grown + room));
    length = written + rest.written;
    return reallocate(grown, room, 1, length);
  }

  /** @param {number} ptr @param {number} size in bytes */
  function liftUtf8(ptr, size) {
    if (bytes.length === 0) renewViews();
    if (ptr + size > bytes.length) trap('string out of bounds');
    if (size > SHORT_OUT) return liftLongUtf8(ptr, size);
    const source = bytes;
    const end = ptr + size;
    let s = '';
    let at = ptr;
    for (; at + 4 <= end; at += 4) {
      const a = source[at], b = source[at + 1], c = source[at + 2], d = source[at + 3];
      if ((a | b | c | d) > 0x7f) return liftWideUtf8(ptr, size);
      s += fromCharCode(a, b, c, d);
    }
    for (; at < end; at++) {
      if (source[at] > 0x7f) return liftWideUtf8(ptr, size);
      s += fromCharCode(source[at]);
    }
    return s;
  }

  function liftLongUtf8(ptr, size) {
    if (buffer === undefined) return decoder.decode(bytes.subarray(ptr, ptr + size));
    if (size >= LONG_ASCII && isAscii(bytes.subarray(ptr, ptr + size))) return buffer.latin1Slice(ptr, ptr + size);
    return liftWideUtf8(ptr, size);
  }

  /** `utf8Slice` writes U+FFFD for what is invalid: only where one shows up does the strict decoder decide. */
  function liftWideUtf8(ptr, size) {
    if (buffer === undefined) return decoder.decode(bytes.subarray(ptr, ptr + size));
    const s = buffer.utf8Slice(ptr, ptr + size);
    return s.includes('\ufffd') ? decoder.decode(bytes.subarray(ptr, ptr + size)) : s;
  }

  /** @param {string} s @returns {number} the pointer; `loweredLength` tells the number of code units */
  function lowerUtf16(s) {
    if (typeof s !== 'string') throw new TypeError('expected a string');
    const ptr = reallocate(0, 0, 2, s.length * 2);
    length = s.length;
    if (s.length > SHORT_IN) return lowerLongUtf16(s, ptr);
    const target = units;
    const base = ptr >>> 1;
    for (let i = 0; i < s.length; i++) {
      const unit = s.charCodeAt(i);
      if ((unit & 0xf800) === 0xd800) return lowerLongUtf16(s, ptr);
      target[base + i] = unit;
    }
    return ptr;
  }

  function lowerLongUtf16(s, ptr) {
    const well = s.isWellFormed() ? s : s.toWellFormed();
    if (buffer !== undefined) {
      buffer.ucs2Write(well, ptr, well.length * 2);
      return ptr;
    }
    const target = units;
    const base = ptr >>> 1;
    for (let i = 0; i < well.length; i++) target[base + i] = well.charCodeAt(i);
    return ptr;
  }

  /** @param {number} ptr @param {number} count in code units */
  function liftUtf16(ptr, count) {
    if (bytes.length === 0) renewViews();
    if ((ptr & 1) !== 0) trap('unaligned string');
    if (ptr + count * 2 > bytes.length) trap('string out of bounds');
    if (count > SHORT_OUT) return liftLongUtf16(ptr, count);
    const source = units;
    const end = (ptr >>> 1) + count;
    let s = '';
    let at = ptr >>> 1;
    for (; at + 4 <= end; at += 4) {
      const a = source[at], b = source[at + 1], c = source[at + 2], d = source[at + 3];
      if ((a | b | c | d) >= 0xd800) return liftLongUtf16(ptr, count);
      s += fromCharCode(a, b, c, d);
    }
    for (; at < end; at++) {
      if (source[at] >= 0xd800) return liftLongUtf16(ptr, count);
      s += fromCharCode(source[at]);
    }
    return s;
  }

  function liftLongUtf16(ptr, count) {
    if (buffer === undefined) return utf16Decoder.decode(bytes.subarray(ptr, ptr + count * 2));
    const s = buffer.ucs2Slice(ptr, ptr + count * 2);
    if (!s.isWellFormed()) trap('unpaired surrogate');
    return s;
  }

  return { lowerUtf8, liftUtf8, lowerUtf16, liftUtf16, loweredLength: () => length };
}
