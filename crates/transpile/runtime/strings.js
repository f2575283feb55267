// Strings between JavaScript (UTF-16, perhaps with lone surrogates) and linear memory in the guest's encoding.
//
// Lowering leaves the number of code units in `stringLength`, which spares an object for the pair.

import { trap } from './trap.js';

/** @typedef {import('./memory.js').LinearMemory} LinearMemory */
/** @typedef {(old: number, oldSize: number, align: number, size: number) => number} Realloc */

const stringLimit = 0xfffffff;

// Node's own methods read and write any Uint8Array, several times as fast as the standard ones.
const nodeBytes = /** @type {any} */ (globalThis).Buffer?.prototype;
const isAscii = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:buffer')?.isAscii;

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export let stringLength = 0;

// Code units that the last lowered string has, tagged for `latin1+utf16`.
/** @param {LinearMemory} m @param {number} ptr @param {number} length in bytes */
export function liftUtf8(m, ptr, length) {
  const end = ptr + length;
  const { u8 } = m;
  if (end > u8.length || length > stringLimit) stringOutOfBounds();
  if (length > 10) return decodeUtf8(u8, ptr, end);
  let text = '';
  for (let i = ptr; i < end; i++) {
    const unit = u8[i];
    if (unit > 127) return decodeUtf8(u8, ptr, end);
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

/** @param {LinearMemory} m @param {Realloc} realloc @param {unknown} value */
export function lowerUtf8(m, realloc, value) {
  const text = typeof value === 'string' ? value : String(value);
  const { length } = text;
  const ptr = realloc(0, 0, 1, length);
  stringLength = length;
  let read = 0;
  if (length <= 16) {
    const { u8 } = m;
    for (; read < length; read++) {
      const unit = text.charCodeAt(read);
      if (unit > 127) break;
      u8[ptr + read] = unit;
    }
    if (read === length) return ptr;
    return lowerUtf8Rest(m, realloc, text, ptr, read, read);
  }
  const done = utf8Encoder.encodeInto(text, m.u8.subarray(ptr, ptr + length));
  if (done.read === length) return ptr;
  return lowerUtf8Rest(m, realloc, text, ptr, done.read, done.written);
}

// The rest of a string that is not ASCII: worst-case room, then what was used of it.
/**
 * @param {LinearMemory} m @param {Realloc} realloc @param {string} text
 * @param {number} ptr @param {number} read @param {number} written
 */
function lowerUtf8Rest(m, realloc, text, ptr, read, written) {
  const room = written + 3 * (text.length - read);
  if (room > stringLimit) throw new RangeError('string exceeds the maximum byte length');
  const at = realloc(ptr, text.length, 1, room);
  const rest = read === 0 ? text : text.slice(read);
  stringLength = written + utf8Encoder.encodeInto(rest, m.u8.subarray(at + written, at + room)).written;
  return stringLength === room ? at : realloc(at, room, 1, stringLength);
}

/** @param {LinearMemory} m @param {number} ptr @param {number} length in code units */
export function liftUtf16(m, ptr, length) {
  const end = ptr + 2 * length;
  if (2 * length > stringLimit) stringOutOfBounds();
  if (ptr % 2 !== 0) trap('string pointer not aligned to 2');
  if (end > m.u8.length) stringOutOfBounds();
  const text = nodeBytes !== undefined ? nodeBytes.ucs2Slice.call(m.u8, ptr, end) : decodeUtf16(m.u8, ptr, end);
  if (!wellFormed(text)) trap('unpaired surrogate in utf-16 string');
  return text;
}

/** @param {Uint8Array} u8 @param {number} start @param {number} end */
function decodeUtf16(u8, start, end) {
  const units = new Uint16Array(u8.buffer, start, (end - start) / 2);
  let text = '';
  for (let i = 0; i < units.length; i += 4096) text += String.fromCharCode(...units.subarray(i, i + 4096));
  return text;
}

/** @param {string} text @returns {boolean} */
function wellFormed(text) {
  return /** @type {any} */ (text).isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);
}

/** @param {LinearMemory} m @param {Realloc} realloc @param {unknown} value */
export function lowerUtf16(m, realloc, value) {
  const text = scalars(typeof value === 'string' ? value : String(value));
  const ptr = realloc(0, 0, 2, 2 * text.length);
  stringLength = text.length;
  writeUtf16(m.u8, ptr, text);
  return ptr;
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
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    u8[ptr + 2 * i] = unit;
    u8[ptr + 2 * i + 1] = unit >> 8;
  }
}

/** @param {LinearMemory} m @param {number} ptr @param {number} tagged */
export function liftLatin1Utf16(m, ptr, tagged) {
  if (tagged >= 0x80000000) return liftUtf16(m, ptr, tagged - 0x80000000);
  const end = ptr + tagged;
  const { u8 } = m;
  if (ptr % 2 !== 0) trap('string pointer not aligned to 2');
  if (end > u8.length || tagged > stringLimit) stringOutOfBounds();
  if (nodeBytes !== undefined) return nodeBytes.latin1Slice.call(u8, ptr, end);
  let text = '';
  for (let i = ptr; i < end; i += 4096) text += String.fromCharCode(...u8.subarray(i, Math.min(i + 4096, end)));
  return text;
}

/** @param {LinearMemory} m @param {Realloc} realloc @param {unknown} value */
export function lowerLatin1Utf16(m, realloc, value) {
  const text = scalars(typeof value === 'string' ? value : String(value));
  const { length } = text;
  if (/[^\0-\xff]/.test(text)) {
    const ptr = realloc(0, 0, 2, 2 * length);
    writeUtf16(m.u8, ptr, text);
    stringLength = (length | 0x80000000) >>> 0;
    return ptr;
  }
  const ptr = realloc(0, 0, 2, length);
  const { u8 } = m;
  if (nodeBytes !== undefined && length > 16) nodeBytes.latin1Write.call(u8, text, ptr, length);
  else for (let i = 0; i < length; i++) u8[ptr + i] = text.charCodeAt(i);
  stringLength = length;
  return ptr;
}

/** @returns {never} */
function stringOutOfBounds() {
  return trap('string pointer/length out of bounds of memory');
}

// The length of a `latin1+utf16` string in a 64-bit memory, with its tag where 32-bit memories have it.
/** @param {bigint} tagged */
export function lengthFromTagged64(tagged) {
  const length = BigInt.asUintN(63, tagged);
  if (length > 0x7fffffffn) stringOutOfBounds();
  return Number(length) + (BigInt.asIntN(64, tagged) < 0n ? 0x80000000 : 0);
}
