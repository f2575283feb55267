// What a person types, as values of primitive types.

import { Mistake } from './mistakes.js';

/** @type {Record<string, [least: bigint, most: bigint]>} */
const ranges = {
  u8: [0n, 0xffn],
  s8: [-0x80n, 0x7fn],
  u16: [0n, 0xffffn],
  s16: [-0x8000n, 0x7fffn],
  u32: [0n, 0xffff_ffffn],
  s32: [-0x8000_0000n, 0x7fff_ffffn],
  u64: [0n, 2n ** 64n - 1n],
  s64: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** The arrays that lists of numbers are. @type {Record<string, { from(values: any[]): ArrayBufferView }>} */
export const typedArrays = {
  u8: Uint8Array,
  s8: Int8Array,
  u16: Uint16Array,
  s16: Int16Array,
  u32: Uint32Array,
  s32: Int32Array,
  u64: BigUint64Array,
  s64: BigInt64Array,
  f32: Float32Array,
  f64: Float64Array,
};

/**
 * @param {string} text
 * @param {string} name of a primitive type
 * @returns {string | number | bigint}
 */
export function parsePrimitive(text, name) {
  if (name === 'string') return text;
  if (name === 'char') return parseChar(text);
  return name in ranges ? parseInteger(text, name) : parseFloating(text, name);
}

/**
 * @param {string} text
 * @param {string} name
 */
function parseInteger(text, name) {
  const [least, most] = ranges[name];
  const plain = text.trim().replace(/(?<=\w)_(?=\w)/g, '');
  if (!/^-?(\d+|0x[\da-f]+)$/i.test(plain)) throw new Mistake('Enter a whole number.');
  const value = plain.startsWith('-') ? -BigInt(plain.slice(1)) : BigInt(plain);
  if (value < least || value > most) throw new Mistake(`A ${name} is from ${least} to ${most}.`);
  return name.endsWith('64') ? value : Number(value);
}

/**
 * @param {string} text
 * @param {string} name
 */
function parseFloating(text, name) {
  const plain = text.trim();
  const special = { nan: NaN, inf: Infinity, '-inf': -Infinity }[plain.toLowerCase()];
  if (special !== undefined) return special;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) throw new Mistake('Enter a number, or nan, inf or -inf.');
  return name === 'f32' ? Math.fround(Number(plain)) : Number(plain);
}

/** @param {string} text */
function parseChar(text) {
  const letters = Array.from(text);
  if (letters.length !== 1) throw new Mistake('Enter one character.');
  if (/\p{Cs}/u.test(text)) throw new Mistake('Half of a surrogate pair is no character.');
  return text;
}

/**
 * Numbers apart by commas or spaces, brackets around them or not.
 *
 * @param {string} text
 * @param {string} name of their type
 * @param {number} [length] if it is fixed
 */
export function parseNumbers(text, name, length) {
  const words = text.replace(/^\s*\[|\]\s*$/g, '').split(/[\s,]+/).filter(Boolean);
  const values = words.map((word, index) => {
    try {
      return parsePrimitive(word, name);
    } catch (error) {
      throw error instanceof Mistake ? new Mistake(`Number ${index + 1}, ${word}: ${error.message}`) : error;
    }
  });
  if (length !== undefined && values.length !== length) throw new Mistake(`Enter ${length} numbers; there are ${values.length}.`);
  return typedArrays[name].from(values);
}
