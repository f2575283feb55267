// Strings between JavaScript (UTF-16, perhaps with lone surrogates) and linear memory in the guest's encoding.

import { address, isBeyond, lowered, storeLowered, u16s } from './memory.js';
import { trap } from './trap.js';

/** @typedef {import('./memory.js').LinearMemory} LinearMemory */

const stringLimit = 0xfffffff;

// Node's own methods, for any Uint8Array: they are faster.
const nodeBytes = /** @type {any} */ (globalThis).Buffer?.prototype;
const isAscii = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:buffer')?.isAscii;

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// Up to these lengths a loop is faster.
const shortIn = 16;
const shortOut = 12;

/** @param {LinearMemory} m @param {number} ptr @param {number} length in bytes */
export function liftUtf8(m, ptr, length) {
  const start = stringAt(m, ptr, length);
  const end = start + length;
  const { u8 } = m;
  if (length > shortOut) return decodeUtf8(u8, start, end);
  let text = '';
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const a = u8[at];
    const b = u8[at + 1];
    const c = u8[at + 2];
    const d = u8[at + 3];
    if ((a | b | c | d) > 0x7f) return decodeUtf8(u8, start, end);
    text += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; at++) {
    const unit = u8[at];
    if (unit > 0x7f) return decodeUtf8(u8, start, end);
    text += String.fromCharCode(unit);
  }
  return text;
}

/** @param {Uint8Array} u8 @param {number} start @param {number} end @returns {string} */
function decodeUtf8(u8, start, end) {
  if (nodeBytes !== undefined) {
    if (end - start > 2048 && isAscii?.(u8.subarray(start, end))) return nodeBytes.latin1Slice.call(u8, start, end);
    const text = nodeBytes.utf8Slice.call(u8, start, end);
    if (!text.includes('\ufffd')) return text;
  }
  try {
    return utf8Decoder.decode(u8.subarray(start, end));
  } catch {
    return trap('invalid utf-8 encoding');
  }
}

// Allocated once and exactly, as other hosts do: there are guests whose `realloc` can only allocate.
/** @param {LinearMemory} m @param {unknown} value */
export function lowerUtf8(m, value) {
  const text = typeof value === 'string' ? value : String(value);
  if (text.length > shortIn) return lowerLongUtf8(m, text);
  const bytes = utf8Scratch;
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[size++] = unit;
    } else {
      const point = (unit & 0xf800) === 0xd800 ? scalarAt(text, i) : unit;
      size = writeUtf8(bytes, size, point);
      if (point > 0xffff) i++;
    }
  }
  const ptr = m.alloc(1, size);
  const { u8 } = m;
  for (let i = 0; i < size; i++) u8[ptr + i] = bytes[i];
  return lowered(ptr, size);
}

// U+FFFD for a lone surrogate.
/** @param {string} text @param {number} i */
function scalarAt(text, i) {
  const point = /** @type {number} */ (text.codePointAt(i));
  return point > 0xffff ? point : 0xfffd;
}

// Of what is not ASCII: the bits above those of the last bytes, six each, after as many ones as there are bytes.
/** @param {Uint8Array} bytes @param {number} at @param {number} point */
function writeUtf8(bytes, at, point) {
  const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  bytes[at++] = (0xf00 >> more + 1 & 0xff) | point >> 6 * more;
  for (let shift = 6 * more - 6; shift >= 0; shift -= 6) bytes[at++] = 0x80 | point >> shift & 0x3f;
  return at;
}

// Where strings are encoded to learn how many bytes they are.
/** The system gives memory for it as far as it is written to. */
const utf8Scratch = new Uint8Array(0x110000);

/** @param {LinearMemory} m @param {string} text */
function lowerLongUtf8(m, text) {
  let size = text.length;
  let bytes;
  if (size <= utf8Chunk || nodeBytes === undefined || !isAsciiText(text)) {
    const { read, written } = utf8Encoder.encodeInto(text, utf8Scratch);
    bytes = read === size ? utf8Scratch.subarray(0, written) : utf8Encoder.encode(text);
    size = bytes.length;
  }
  if (size > stringLimit) throw new RangeError('string exceeds the maximum byte length');
  const ptr = m.alloc(1, size);
  if (bytes === undefined) nodeBytes.latin1Write.call(m.u8, text, ptr, size);
  else m.u8.set(bytes, ptr);
  return lowered(ptr, size);
}

const utf8Chunk = 16384;

// Encoding a long text in parts, to memory that stays in the processor's cache, is faster than moving it twice.
/** @param {string} text */
function isAsciiText(text) {
  for (let at = 0; at < text.length; at += utf8Chunk) {
    const { read, written } = utf8Encoder.encodeInto(text.slice(at, at + utf8Chunk), utf8Scratch);
    if (read !== written) return false;
  }
  return true;
}

/** @param {LinearMemory} m @param {number} ptr @param {number} length in code units */
export function liftUtf16(m, ptr, length) {
  if (ptr % 2 !== 0) trap('string pointer not aligned to 2');
  const start = stringAt(m, ptr, 2 * length);
  if (length > shortOut) return liftLongUtf16(m, start, length);
  const units = u16s(m);
  const end = start / 2 + length;
  let text = '';
  let at = start / 2;
  for (; at + 4 <= end; at += 4) {
    const a = units[at];
    const b = units[at + 1];
    const c = units[at + 2];
    const d = units[at + 3];
    if ((a | b | c | d) > 0xd7ff) return liftLongUtf16(m, start, length);
    text += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; at++) {
    const unit = units[at];
    if (unit > 0xd7ff) return liftLongUtf16(m, start, length);
    text += String.fromCharCode(unit);
  }
  return text;
}

/** @param {LinearMemory} m @param {number} ptr @param {number} length */
function liftLongUtf16(m, ptr, length) {
  const end = ptr + 2 * length;
  try {
    if (nodeBytes === undefined) return utf16Decoder.decode(m.u8.subarray(ptr, end));
    const text = nodeBytes.ucs2Slice.call(m.u8, ptr, end);
    if (wellFormed(text)) return text;
  } catch {}
  return trap('unpaired surrogate in utf-16 string');
}

const utf16Decoder = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });

/** @param {string} text @returns {boolean} */
function wellFormed(text) {
  return /** @type {any} */ (text).isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);
}

/** @param {LinearMemory} m @param {unknown} value */
export function lowerUtf16(m, value) {
  const text = typeof value === 'string' ? value : String(value);
  const { length } = text;
  if (length > shortIn) return lowerLongUtf16(m, text);
  const ptr = m.alloc(2, 2 * length);
  const units = u16s(m);
  const start = ptr / 2;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit & 0xf800) === 0xd800) {
      writeUtf16(m.u8, ptr, scalars(text));
      break;
    }
    units[start + i] = unit;
  }
  return lowered(ptr, length);
}

/** @param {LinearMemory} m @param {string} text */
function lowerLongUtf16(m, text) {
  const well = scalars(text);
  const ptr = m.alloc(2, 2 * well.length);
  writeUtf16(m.u8, ptr, well);
  return lowered(ptr, well.length);
}

// JavaScript's `USVString`: lone surrogates become U+FFFD.
/** @param {string} text @returns {string} */
function scalars(text) {
  if (2 * text.length > stringLimit) throw new RangeError('string exceeds the maximum byte length');
  return wellFormed(text) ? text : text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** @param {Uint8Array} u8 @param {number} ptr @param {string} text */
function writeUtf16(u8, ptr, text) {
  const { length } = text;
  if (nodeBytes !== undefined && length > 16) {
    nodeBytes.ucs2Write.call(u8, text, ptr, 2 * length);
    return;
  }
  const units = new Uint16Array(u8.buffer, ptr, length);
  for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
}

/** @param {LinearMemory} m @param {number} ptr @param {number} tagged */
export function liftLatin1Utf16(m, ptr, tagged) {
  if (tagged >= 0x80000000) return liftUtf16(m, ptr, tagged - 0x80000000);
  if (ptr % 2 !== 0) trap('string pointer not aligned to 2');
  const start = stringAt(m, ptr, tagged);
  const end = start + tagged;
  const { u8 } = m;
  if (nodeBytes !== undefined) return nodeBytes.latin1Slice.call(u8, start, end);
  return utf16Decoder.decode(new Uint16Array(u8.subarray(start, end)));
}

/** @param {LinearMemory} m @param {unknown} value */
export function lowerLatin1Utf16(m, value) {
  const text = scalars(typeof value === 'string' ? value : String(value));
  const { length } = text;
  if (/[^\0-\xff]/.test(text)) {
    const ptr = m.alloc(2, 2 * length);
    writeUtf16(m.u8, ptr, text);
    return lowered(ptr, (length | 0x80000000) >>> 0);
  }
  const ptr = m.alloc(2, length);
  const { u8 } = m;
  if (nodeBytes !== undefined && length > 16) nodeBytes.latin1Write.call(u8, text, ptr, length);
  else for (let i = 0; i < length; i++) u8[ptr + i] = text.charCodeAt(i);
  return lowered(ptr, length);
}

// The address of a string, from the guest, in a memory with good views.
/** @param {LinearMemory} m @param {number} ptr @param {number} bytes */
function stringAt(m, ptr, bytes) {
  const at = address(ptr);
  if (bytes < 0 || bytes > stringLimit || isBeyond(m, at + bytes)) {
    trap('string pointer/length out of bounds of memory');
  }
  return at;
}

// The length of a `latin1+utf16` string in a 64-bit memory, with its tag where 32-bit memories have it.
/** @param {bigint} tagged */
export function lengthFromTagged64(tagged) {
  const length = BigInt.asUintN(63, tagged);
  if (length > 0x7fffffffn) trap('string pointer/length out of bounds of memory');
  return Number(length) + (BigInt.asIntN(64, tagged) < 0n ? 0x80000000 : 0);
}

/** @param {LinearMemory} m @param {number} at */
export const loadUtf8 = (m, at) => liftUtf8(m, m.view.getUint32(at, true), m.view.getUint32(at + 4, true));

/** @param {LinearMemory} m @param {unknown} value @param {number} at */
export function storeUtf8(m, value, at) {
  storeLowered(m, lowerUtf8(m, value), at);
}

/** @param {LinearMemory} m @param {number} at */
export const loadUtf16 = (m, at) => liftUtf16(m, m.view.getUint32(at, true), m.view.getUint32(at + 4, true));

/** @param {LinearMemory} m @param {unknown} value @param {number} at */
export function storeUtf16(m, value, at) {
  storeLowered(m, lowerUtf16(m, value), at);
}

/** @param {LinearMemory} m @param {number} at */
export const loadLatin1Utf16 = (m, at) =>
  liftLatin1Utf16(m, m.view.getUint32(at, true), m.view.getUint32(at + 4, true));

/** @param {LinearMemory} m @param {unknown} value @param {number} at */
export function storeLatin1Utf16(m, value, at) {
  storeLowered(m, lowerLatin1Utf16(m, value), at);
}
