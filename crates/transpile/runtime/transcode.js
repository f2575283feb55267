// Strings from one component's memory to another's, for fused adapters. CanonicalABI.md, `store_string_into_range`.
//
// The adapter allocates. It has checked the bounds and the alignment of every pointer, and the destination has room
// for one unit per unit of the source or for the worst case, so `_room` never runs out. Lengths are in code units.
//
// Most text is ASCII for long stretches, and `set` converts between arrays of different types some ten times as fast
// as a loop. So each function looks for a first stretch that `set` can do, and goes on character by character.

import { copyBytes } from './accessors.js';
import { address, fresh, u16s } from './memory.js';
import { trap } from './trap.js';

/** @typedef {import('./memory.js').LinearMemory} LinearMemory */

// Node's own check, at gigabytes per second.
/** @type {((bytes: Uint8Array) => boolean) | undefined} */
const nodeIsUtf8 = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:buffer')?.isUtf8;

// Bits that no byte, or no unit, of a stretch has.
const beyondAsciiBytes = 0x80808080;
const beyondAsciiUnits = 0xff80ff80;
const beyondLatin1Units = 0xff00ff00;
const perhapsSurrogates = 0x80008000;

// In the length of a `latin1+utf16` string: it is UTF-16.
const utf16Tag = 0x80000000;

/** @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length @param {number} dst */
export function utf8ToUtf8(from, to, src, length, dst) {
  latin1ToLatin1(from, to, src, length, dst);
  const { u8, view } = to;
  const start = address(dst);
  const end = start + length;
  if (length > 64 && nodeIsUtf8 !== undefined) {
    if (!nodeIsUtf8(u8.subarray(start, end))) invalidUtf8();
    return;
  }
  let at = stretch(view, start, end, beyondAsciiBytes);
  while (at < end) at += u8[at] < 0x80 ? 1 : utf8Size(codePointAt(u8, at, end));
}

/** @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length @param {number} dst */
export function utf8ToUtf16(from, to, src, length, dst) {
  fresh(from);
  fresh(to);
  return decodeUtf8Units(from, u16s(to), address(src), length, address(dst) / 2);
}

// Here and below, positions in a Uint16Array are in its elements. Returns the number of units written.
/** @param {LinearMemory} from @param {Uint16Array} to @param {number} src @param {number} length @param {number} dst */
function decodeUtf8Units(from, to, src, length, dst) {
  const { u8 } = from;
  const end = src + length;
  let at = stretch(from.view, src, end, beyondAsciiBytes);
  copyUnits(to, u8, dst, src, at - src);
  let written = dst + at - src;
  while (at < end) {
    const unit = u8[at];
    if (unit < 0x80) {
      to[written++] = unit;
      at++;
      continue;
    }
    const point = codePointAt(u8, at, end);
    at += utf8Size(point);
    if (point < 0x10000) {
      to[written++] = point;
    } else {
      to[written++] = 0xd7c0 + (point >> 10);
      to[written++] = 0xdc00 | (point & 0x3ff);
    }
  }
  return written - dst;
}

// To Latin-1 as far as that goes: what follows, well-formed or not, is for `utf8ToCompactUtf16`.
/**
 * @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length @param {number} dst
 * @returns {[read: number, written: number]}
 */
export function utf8ToLatin1(from, to, src, length, dst) {
  fresh(from);
  fresh(to);
  const source = from.u8;
  const { u8 } = to;
  const start = address(src);
  const end = start + length;
  const out = address(dst);
  let at = stretch(from.view, start, end, beyondAsciiBytes);
  copyBytes(u8, source, out, start, at - start);
  let written = out + at - start;
  for (; at < end; at++) {
    const unit = source[at];
    if (unit < 0x80) {
      u8[written++] = unit;
    } else {
      const isLatin1 = (unit === 0xc2 || unit === 0xc3) && at + 1 < end && (source[at + 1] & 0xc0) === 0x80;
      if (!isLatin1) break;
      u8[written++] = (unit & 3) << 6 | (source[++at] & 0x3f);
    }
  }
  return [at - start, written - out];
}

// The rest of a string of which `latin1Length` characters are in the destination, as Latin-1.
/**
 * @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length
 * @param {number} dst @param {number} _room @param {number} latin1Length
 */
export function utf8ToCompactUtf16(from, to, src, length, dst, _room, latin1Length) {
  fresh(from);
  const rest = widenInPlace(to, address(dst), latin1Length);
  return latin1Length + decodeUtf8Units(from, u16s(to), address(src), length, rest);
}

/** @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length @param {number} dst */
export function utf16ToUtf16(from, to, src, length, dst) {
  fresh(from);
  fresh(to);
  copyUtf16(from, u16s(to), address(src), length, address(dst) / 2);
}

/** @param {LinearMemory} from @param {Uint16Array} to @param {number} src @param {number} length @param {number} dst */
function copyUtf16(from, to, src, length, dst) {
  const units = u16s(from);
  copyUnits(to, units, dst, src / 2, length);
  const end = src / 2 + length;
  for (let i = stretch(from.view, src, 2 * end, perhapsSurrogates) / 2; i < end; i++) {
    if ((units[i] & 0xf800) === 0xd800 && !isLowSurrogate(units, ++i, end)) invalidUtf16();
  }
}

// A first pass stops at what is not ASCII, so that the adapter can allocate for the worst case; a second finishes.
/**
 * @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length
 * @param {number} dst @param {number} _room @param {number} firstPass
 * @returns {[read: number, written: number]}
 */
export function utf16ToUtf8(from, to, src, length, dst, _room, firstPass) {
  fresh(from);
  fresh(to);
  const units = u16s(from);
  const { u8 } = to;
  const start = address(src) / 2;
  const end = start + length;
  const out = address(dst);
  let at = stretch(from.view, 2 * start, 2 * end, beyondAsciiUnits) / 2;
  copyUnits(u8, units, out, start, at - start);
  let written = out + at - start;
  for (; at < end; at++) {
    const unit = units[at];
    if (unit < 0x80) u8[written++] = unit;
    else if (firstPass) break;
    else if ((unit & 0xf800) !== 0xd800) written = encodeUtf8(u8, written, unit);
    else if (!isLowSurrogate(units, ++at, end)) invalidUtf16();
    else written = encodeUtf8(u8, written, ((unit & 0x3ff) << 10 | (units[at] & 0x3ff)) + 0x10000);
  }
  return [at - start, written - out];
}

/**
 * @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length @param {number} dst
 * @returns {[read: number, written: number]}
 */
export function utf16ToLatin1(from, to, src, length, dst) {
  fresh(from);
  fresh(to);
  const done = narrow(from, to.u8, address(src), length, address(dst));
  return [done, done];
}

// Returns the number of units before the first that is not Latin-1.
/** @param {LinearMemory} from @param {Uint8Array} to @param {number} src @param {number} length @param {number} dst */
function narrow(from, to, src, length, dst) {
  const units = u16s(from);
  const start = src / 2;
  let done = stretch(from.view, src, src + 2 * length, beyondLatin1Units) / 2 - start;
  copyUnits(to, units, dst, start, done);
  for (; done < length; done++) {
    const unit = units[start + done];
    if (unit > 0xff) break;
    to[dst + done] = unit;
  }
  return done;
}

// As `utf8ToCompactUtf16`.
/**
 * @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length
 * @param {number} dst @param {number} _room @param {number} latin1Length
 */
export function utf16ToCompactUtf16(from, to, src, length, dst, _room, latin1Length) {
  fresh(from);
  const rest = widenInPlace(to, address(dst), latin1Length);
  copyUtf16(from, u16s(to), address(src), length, rest);
  return latin1Length + length;
}

// A string that is tagged as UTF-16 and so has room for it, but may turn out to be Latin-1.
/** @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length @param {number} dst */
export function utf16ToCompactProbablyUtf16(from, to, src, length, dst) {
  fresh(from);
  fresh(to);
  const start = address(src);
  if (narrow(from, to.u8, start, length, address(dst)) === length) return length;
  copyUtf16(from, u16s(to), start, length, address(dst) / 2);
  return length + utf16Tag;
}

/** @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length @param {number} dst */
export function latin1ToLatin1(from, to, src, length, dst) {
  fresh(from);
  fresh(to);
  copyBytes(to.u8, from.u8, address(dst), address(src), length);
}

/** @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length @param {number} dst */
export function latin1ToUtf16(from, to, src, length, dst) {
  fresh(from);
  fresh(to);
  copyUnits(u16s(to), from.u8, address(dst) / 2, address(src), length);
}

// In passes, as `utf16ToUtf8`.
/**
 * @param {LinearMemory} from @param {LinearMemory} to @param {number} src @param {number} length
 * @param {number} dst @param {number} _room @param {number} firstPass
 * @returns {[read: number, written: number]}
 */
export function latin1ToUtf8(from, to, src, length, dst, _room, firstPass) {
  fresh(from);
  fresh(to);
  const source = from.u8;
  const { u8 } = to;
  const start = address(src);
  const end = start + length;
  const out = address(dst);
  let at = stretch(from.view, start, end, beyondAsciiBytes);
  copyBytes(u8, source, out, start, at - start);
  let written = out + at - start;
  for (; at < end; at++) {
    const unit = source[at];
    if (unit < 0x80) u8[written++] = unit;
    else if (firstPass) break;
    else written = encodeUtf8(u8, written, unit);
  }
  return [at - start, written - out];
}

// The first of a block of 16 bytes, from `start` on, that has some of the bits in `mask`, or that would go past `end`.
/** @param {DataView} view @param {number} start @param {number} end @param {number} mask */
function stretch(view, start, end, mask) {
  let at = start;
  for (; at + 16 <= end; at += 16) {
    const low = view.getInt32(at, true) | view.getInt32(at + 4, true);
    const high = view.getInt32(at + 8, true) | view.getInt32(at + 12, true);
    if (((low | high) & mask) !== 0) break;
  }
  return at;
}

// Between bytes and UTF-16 units too, one for one.
/**
 * @param {Uint8Array | Uint16Array} to @param {Uint8Array | Uint16Array} from
 * @param {number} dst @param {number} src @param {number} length
 */
function copyUnits(to, from, dst, src, length) {
  if (length > 32) to.set(from.subarray(src, src + length), dst);
  else for (let i = 0; i < length; i++) to[dst + i] = from[src + i];
}

// Latin-1 to UTF-16; `set` reads all before it writes. Returns the position after it in the Uint16Array.
/** @param {LinearMemory} m @param {number} ptr @param {number} length */
function widenInPlace(m, ptr, length) {
  fresh(m);
  u16s(m).set(m.u8.subarray(ptr, ptr + length), ptr / 2);
  return ptr / 2 + length;
}

// The character at `at`, which is not ASCII; a trap if it is not well-formed.
/** @param {Uint8Array} u8 @param {number} at @param {number} end @returns {number} */
function codePointAt(u8, at, end) {
  const lead = u8[at];
  const second = u8[at + 1] ^ 0x80;
  if (lead < 0xe0) {
    if (lead < 0xc2 || second > 63 || at + 2 > end) invalidUtf8();
    return (lead & 31) << 6 | second;
  }
  const third = u8[at + 2] ^ 0x80;
  if (lead < 0xf0) {
    const point = (lead & 15) << 12 | second << 6 | third;
    if ((second | third) > 63 || at + 3 > end || point < 0x800 || (point & 0xf800) === 0xd800) invalidUtf8();
    return point;
  }
  const fourth = u8[at + 3] ^ 0x80;
  const point = (lead & 15) << 18 | second << 12 | third << 6 | fourth;
  if ((second | third | fourth) > 63 || at + 4 > end || point < 0x10000 || point > 0x10ffff) invalidUtf8();
  return point;
}

// Of a character that is not ASCII.
/** @param {number} point */
const utf8Size = (point) => point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

// Writes a character that is not ASCII. Returns the position after it.
/** @param {Uint8Array} u8 @param {number} at @param {number} point */
function encodeUtf8(u8, at, point) {
  if (point < 0x800) {
    u8[at++] = 0xc0 | point >> 6;
  } else {
    if (point < 0x10000) {
      u8[at++] = 0xe0 | point >> 12;
    } else {
      u8[at++] = 0xf0 | point >> 18;
      u8[at++] = 0x80 | point >> 12 & 63;
    }
    u8[at++] = 0x80 | point >> 6 & 63;
  }
  u8[at++] = 0x80 | point & 63;
  return at;
}

// Whether `units[at]` completes the pair that the unit before it begins.
/** @param {Uint16Array} units @param {number} at @param {number} end */
const isLowSurrogate = (units, at, end) => at < end && units[at - 1] < 0xdc00 && (units[at] & 0xfc00) === 0xdc00;

/** @returns {never} */
function invalidUtf8() {
  return trap('invalid utf8 encoding');
}

/** @returns {never} */
function invalidUtf16() {
  return trap('invalid utf16 encoding');
}
