// A linear memory and the views of it that are in use. A view is as good as the buffer it was made on, and
// growing the memory detaches that: a detached view has length 0, which is the one test needed.

import { trap } from './trap.js';

/**
 * @typedef {{
 *   memory: WebAssembly.Memory, u8: Uint8Array, view: DataView,
 *   s8?: Int8Array, u16?: Uint16Array, s16?: Int16Array, u32?: Uint32Array, s32?: Int32Array,
 *   u64?: BigUint64Array, s64?: BigInt64Array, f32?: Float32Array, f64?: Float64Array,
 * }} LinearMemory
 */

/** @param {WebAssembly.Memory} memory @returns {LinearMemory} */
export function linearMemory(memory) {
  return { memory, u8: new Uint8Array(memory.buffer), view: new DataView(memory.buffer) };
}

// `u8` and `view` are right after this; it is called wherever the guest may have run since the last time.
/** @param {LinearMemory} m */
export function fresh(m) {
  if (m.u8.length === 0) renew(m);
}

// The same for a memory that is shared between threads, whose old buffer stays attached when it grows.
/** @param {LinearMemory} m */
export function freshShared(m) {
  if (m.u8.buffer !== m.memory.buffer) renew(m);
}

/** @param {LinearMemory} m */
function renew(m) {
  m.u8 = new Uint8Array(m.memory.buffer);
  m.view = new DataView(m.memory.buffer);
}

/** @param {LinearMemory} m */
export function u8s(m) {
  return m.u8;
}

/** @param {LinearMemory} m */
export function s8s(m) {
  return m.s8?.length ? m.s8 : (m.s8 = new Int8Array(m.memory.buffer));
}

/** @param {LinearMemory} m */
export function u16s(m) {
  return m.u16?.length ? m.u16 : (m.u16 = new Uint16Array(m.memory.buffer));
}

/** @param {LinearMemory} m */
export function s16s(m) {
  return m.s16?.length ? m.s16 : (m.s16 = new Int16Array(m.memory.buffer));
}

/** @param {LinearMemory} m */
export function u32s(m) {
  return m.u32?.length ? m.u32 : (m.u32 = new Uint32Array(m.memory.buffer));
}

/** @param {LinearMemory} m */
export function s32s(m) {
  return m.s32?.length ? m.s32 : (m.s32 = new Int32Array(m.memory.buffer));
}

/** @param {LinearMemory} m */
export function u64s(m) {
  return m.u64?.length ? m.u64 : (m.u64 = new BigUint64Array(m.memory.buffer));
}

/** @param {LinearMemory} m */
export function s64s(m) {
  return m.s64?.length ? m.s64 : (m.s64 = new BigInt64Array(m.memory.buffer));
}

/** @param {LinearMemory} m */
export function f32s(m) {
  return m.f32?.length ? m.f32 : (m.f32 = new Float32Array(m.memory.buffer));
}

/** @param {LinearMemory} m */
export function f64s(m) {
  return m.f64?.length ? m.f64 : (m.f64 = new Float64Array(m.memory.buffer));
}

// CanonicalABI.md, `load_list_from_range`: the limit, then alignment, then bounds, also for no elements.
/**
 * @param {LinearMemory} m @param {number} ptr @param {number} length
 * @param {number} size of an element, in bytes @param {number} align a power of two
 */
export function checkList(m, ptr, length, size, align) {
  const bytes = length * size;
  if (bytes > 0xfffffff) trap('list exceeds the maximum byte length');
  if (ptr % align !== 0) trap('list pointer is not aligned');
  if (ptr + bytes > m.u8.length) trap('list pointer/length out of bounds of memory');
}

// The address of spilled parameters or results, from the guest, in a memory with good views.
/** @param {LinearMemory} m @param {number} ptr @param {number} size @param {number} align */
export function recordAt(m, ptr, size, align) {
  const at = ptr >>> 0;
  fresh(m);
  if (at % align !== 0) trap('pointer not aligned');
  if (at + size > m.u8.length) trap('pointer out of bounds of memory');
  return at;
}

// Where the payload of a host function's result goes, which has its discriminant by then: 0 for `ok`, 1 for `err`.
/** @param {LinearMemory} m @param {number} out @param {number} size @param {number} align */
export function outcomeAt(m, out, size, align, discriminant = 0) {
  const at = recordAt(m, out, size, align);
  m.u8[at] = discriminant;
  return at + align;
}

// The same as `recordAt` in a 64-bit memory.
/** @param {LinearMemory} m @param {bigint} ptr @param {number} size @param {number} align */
export function recordAt64(m, ptr, size, align) {
  const at = Number(BigInt.asUintN(64, ptr));
  fresh(m);
  if (at % align !== 0) trap('pointer not aligned');
  if (at + size > m.u8.length) trap('pointer out of bounds of memory');
  return at;
}

// The same as `outcomeAt` in a 64-bit memory.
/** @param {LinearMemory} m @param {bigint} out @param {number} size @param {number} align */
export function outcomeAt64(m, out, size, align, discriminant = 0) {
  const at = recordAt64(m, out, size, align);
  m.u8[at] = discriminant;
  return at + align;
}
