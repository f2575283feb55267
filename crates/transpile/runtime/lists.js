// Lists of numbers move as a whole, between typed arrays and linear memory.
//
// The number of elements is read once: the list may be another one later, made longer or shorter by a getter of its
// elements.

import { listAt, lowered, storeLowered } from './memory.js';

/** @typedef {import('./memory.js').LinearMemory} LinearMemory */

// The bytes where they are: they are the guest's again when the host's function returns.
/** @param {LinearMemory} m @param {number} ptr @param {number} length */
export function lendBytes(m, ptr, length) {
  const start = listAt(m, ptr, length, 1, 1);
  return m.u8.subarray(start, start + length);
}

// `view` gives the memory as an array of them.
/**
 * @param {LinearMemory} m @param {(m: LinearMemory) => any} view @param {number} size of a number, in bytes
 * @param {number} ptr @param {number} length
 */
export function liftNumbers(m, view, size, ptr, length) {
  const start = listAt(m, ptr, length, size, size) / size;
  return view(m).slice(start, start + length);
}

// Elements of an array may have to be converted by code that calls the guest, which may grow its memory: that comes first.
/**
 * @param {LinearMemory} m @param {(m: LinearMemory) => any} view
 * @param {number} size of a number, in bytes @param {any} list
 */
export function lowerNumbers(m, view, size, list) {
  listLength(list, size);
  const numbers = ArrayBuffer.isView(list) ? list : new (view(m).constructor)(list);
  const length = listLength(numbers, size);
  const ptr = m.alloc(size, size * length);
  view(m).set(numbers, ptr / size);
  return lowered(ptr, length);
}

/** @param {LinearMemory} m @param {(m: LinearMemory) => any} view @param {number} size @param {number} at */
export const loadNumbers = (m, view, size, at) =>
  liftNumbers(m, view, size, m.view.getUint32(at, true), m.view.getUint32(at + 4, true));

/**
 * @param {LinearMemory} m @param {(m: LinearMemory) => any} view @param {number} size
 * @param {ArrayLike<number | bigint>} list @param {number} at
 */
export function storeNumbers(m, view, size, list, at) {
  storeLowered(m, lowerNumbers(m, view, size, list), at);
}

// A list that is lifted element by element.
/** @template T @param {LinearMemory} m @param {number} at @param {(ptr: number, length: number) => T} lift */
export const loadList = (m, at, lift) => lift(m.view.getUint32(at, true), m.view.getUint32(at + 4, true));

// The length of what is given for a list, if it is one and fits.
/** @param {ArrayLike<unknown>} list @param {number} size of an element, in bytes */
export function listLength(list, size) {
  const { length } = list;
  if (typeof length !== 'number' || typeof list === 'string') {
    throw new TypeError('expected an array or a typed array');
  }
  if (length * size > 0xfffffff) throw new RangeError('list exceeds the maximum byte length');
  return length;
}

// What is given for a map, as an array of pairs: from a Map, an iterable of pairs, or an object.
/** @param {any} map @returns {[any, any][]} */
export const mapEntries = (map) =>
  typeof map[Symbol.iterator] === 'function' ? [...new Map(map)] : Object.entries(map);
