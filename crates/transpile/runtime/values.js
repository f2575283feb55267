// Checks and conversions of single values.

import { trap } from './trap.js';

/** @param {number} code @returns {string} */
export const liftChar = (code) => isScalar(code) ? String.fromCodePoint(code) : trap('invalid `char` bit pattern');

/** @param {unknown} value */
export function lowerChar(value) {
  const text = String(value);
  const code = text.codePointAt(0) ?? -1;
  if (isScalar(code) && text.length === (code > 0xffff ? 2 : 1)) return code;
  throw new TypeError(`expected a string of one character, got ${JSON.stringify(text)}`);
}

/** @param {number} code */
const isScalar = (code) => code >= 0 && code < 0x110000 && code >> 11 !== 0x1b;

/** @param {unknown} value @returns {bigint} */
export const toBigInt = (value) => typeof value === 'bigint' ? value : BigInt(/** @type {any} */ (value));

/** @param {bigint} value */
export const asU64 = (value) => BigInt.asUintN(64, value);

/** @param {number} disc @param {number} cases @returns {never} */
export function invalidDisc(disc, cases) {
  return trap(`discriminant ${disc >>> 0} out of range [0..${cases})`);
}

// Whether the discriminant of an option or a result is that of `some` or `err`.
/** @param {number} disc */
export const isSecond = (disc) =>
  disc === 1 || (disc !== 0 && invalidDisc(disc, 2));

/** @param {string} type @param {unknown} value @returns {never} */
export function invalidCase(type, value) {
  throw new TypeError(`invalid ${type} value ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`);
}

// A property of a name that all objects inherit something of.
/** @param {object} object @param {string} name @returns {unknown} */
export const ownProperty = (object, name) =>
  Object.hasOwn(object, name) ? /** @type {any} */ (object)[name] : undefined;

/** @param {{ length: number }} value @param {number} length */
export function checkLength(value, length) {
  if (value.length !== length) throw new TypeError(`expected a list of ${length} elements, got ${value.length}`);
}

// The i32 in a slot of type i64.
/** @param {bigint} slot */
export const lowWord = (slot) => Number(BigInt.asIntN(32, slot));

// Joined slots of variants: what a payload of another core type looks like in them.
const f32Bits = new Float32Array(1);
const i32Bits = new Int32Array(f32Bits.buffer);
const f64Bits = new Float64Array(1);
const i64Bits = new BigInt64Array(f64Bits.buffer);

// Slots of type i64, as what is put into them.
export const wideI64 = new BigInt64Array(16);
export const wideF64 = new Float64Array(wideI64.buffer);
export const wideU32 = new Uint32Array(wideI64.buffer);
export const wideF32 = new Float32Array(wideI64.buffer);

/** @param {number} value */
export function f32ToI32(value) {
  f32Bits[0] = value;
  return i32Bits[0];
}

/** @param {number} value */
export function i32ToF32(value) {
  i32Bits[0] = value;
  return f32Bits[0];
}

/** @param {number} value */
export function f64ToI64(value) {
  f64Bits[0] = value;
  return i64Bits[0];
}

/** @param {bigint} value */
export function i64ToF64(value) {
  i64Bits[0] = value;
  return f64Bits[0];
}

// The place of an enum's value among many.
/** @param {string[]} names @param {unknown} value */
export function enumIndex(names, value) {
  const index = names.indexOf(/** @type {string} */ (value));
  return index < 0 ? invalidCase('enum', value) : index;
}

// Flags that are a bigint, bit i for the i-th of `count` names.
/** @param {unknown} value @param {number} count */
export function lowerFlags(value, count) {
  if (typeof value !== 'bigint') throw new TypeError('flags must be a bigint');
  if (BigInt.asUintN(count, value) !== value) throw new RangeError('flags have extraneous bits set');
  return Number(value);
}
