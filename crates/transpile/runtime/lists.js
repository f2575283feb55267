// Lists of numbers move as a whole, between typed arrays and linear memory.
//
// Lowering leaves the number of elements in `listCount`: the list may be another one by then, made longer or shorter by
// a getter of its elements.

import { checkList } from './memory.js';

/** @typedef {import('./memory.js').LinearMemory} LinearMemory */
/** @typedef {(align: number, size: number) => number} Allocate */

// Elements of the list that was lowered last.
export let listCount = 0;

// The address of a list that has been lowered.
/** @param {number} ptr @param {number} count */
export function counted(ptr, count) {
  listCount = count;
  return ptr;
}

/** @param {LinearMemory} m @param {number} ptr @param {number} length */
export function liftBytes(m, ptr, length) {
  checkList(m, ptr, length, 1, 1);
  return m.u8.slice(ptr, ptr + length);
}

// `numbers` is the memory as an array of them.
/**
 * @template {{ slice(start: number, end: number): any }} Numbers
 * @param {LinearMemory} m @param {Numbers} numbers @param {number} ptr @param {number} length @param {number} size
 */
export function liftNumbers(m, numbers, ptr, length, size) {
  checkList(m, ptr, length, size, size);
  const start = ptr / size;
  return numbers.slice(start, start + length);
}

/** @param {LinearMemory} m @param {Allocate} allocate @param {ArrayLike<number>} list */
export function lowerBytes(m, allocate, list) {
  const length = listLength(list, 1);
  const ptr = allocate(1, length);
  m.u8.set(list, ptr);
  return counted(ptr, length);
}

/**
 * @param {LinearMemory} m @param {Allocate} allocate @param {(m: LinearMemory) => any} view
 * @param {number} size of a number, in bytes @param {ArrayLike<number | bigint>} list
 */
export function lowerNumbers(m, allocate, view, size, list) {
  const length = listLength(list, size);
  const ptr = allocate(size, size * length);
  view(m).set(list, ptr / size);
  return counted(ptr, length);
}

/** @param {LinearMemory} m @param {number} at */
export function loadBytes(m, at) {
  return liftBytes(m, m.view.getUint32(at, true), m.view.getUint32(at + 4, true));
}

/** @param {LinearMemory} m @param {(m: LinearMemory) => any} view @param {number} at @param {number} size */
export function loadNumbers(m, view, at, size) {
  return liftNumbers(m, view(m), m.view.getUint32(at, true), m.view.getUint32(at + 4, true), size);
}

/** @param {LinearMemory} m @param {Allocate} allocate @param {ArrayLike<number>} list @param {number} at */
export function storeBytes(m, allocate, list, at) {
  storeList(m, lowerBytes(m, allocate, list), at);
}

/**
 * @param {LinearMemory} m @param {Allocate} allocate @param {(m: LinearMemory) => any} view @param {number} size
 * @param {ArrayLike<number | bigint>} list @param {number} at
 */
export function storeNumbers(m, allocate, view, size, list, at) {
  storeList(m, lowerNumbers(m, allocate, view, size, list), at);
}

// The address and the number of elements of the list that was lowered last.
/** @param {LinearMemory} m @param {number} ptr @param {number} at */
export function storeList(m, ptr, at) {
  m.view.setUint32(at, ptr, true);
  m.view.setUint32(at + 4, listCount, true);
}

// A list that is lifted element by element.
/** @template T @param {LinearMemory} m @param {number} at @param {(ptr: number, length: number) => T} lift */
export function loadList(m, at, lift) {
  return lift(m.view.getUint32(at, true), m.view.getUint32(at + 4, true));
}

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
export function mapEntries(map) {
  return typeof map[Symbol.iterator] === 'function' ? [...new Map(map)] : Object.entries(map);
}
