// A linear memory and the views of it that are in use. A view is as good as the buffer it was made on, and
// growing the memory detaches that: a detached view has length 0, which is the one test needed.

import { trap } from './trap.js';

/**
 * The guest's realloc, checked: the memory is good afterwards.
 *
 * @typedef {(align: number, size: number) => number} Allocate
 *
 * @typedef {{
 *   memory: WebAssembly.Memory, u8: Uint8Array, view: DataView, alloc: Allocate,
 *   s8?: Int8Array, u16?: Uint16Array, s16?: Int16Array, u32?: Uint32Array, s32?: Int32Array,
 *   u64?: BigUint64Array, s64?: BigInt64Array, f32?: Float32Array, f64?: Float64Array,
 * }} LinearMemory
 */

// `alloc` is put in where there is one.
/** @param {WebAssembly.Memory} memory @returns {LinearMemory} */
export const linearMemory = (memory) => /** @type {any} */ ({
  memory,
  u8: new Uint8Array(memory.buffer),
  view: new DataView(memory.buffer),
});

// The same memory for functions that have another realloc.
/** @param {LinearMemory} m @param {Allocate} alloc @returns {LinearMemory} */
export const sharedMemory = (m, alloc) => ({
  memory: m.memory,
  get u8() { return m.u8; },
  set u8(u8) { m.u8 = u8; },
  get view() { return m.view; },
  set view(view) { m.view = view; },
  alloc,
});

// `u8` and `view` are right after this.
/** @param {LinearMemory} m */
export function fresh(m) {
  if (m.u8.length !== 0) return;
  m.u8 = new Uint8Array(m.memory.buffer);
  m.view = new DataView(m.memory.buffer);
}

// Whether the memory ends before `end`. Detached views seem to: `u8` and `view` are right after this, unless for nothing.
/** @param {LinearMemory} m @param {number} end */
export const isBeyond = (m, end) => end > m.u8.length && end > u8s(m).length;

// An i32 is signed; an address of a 64-bit memory, perhaps beyond 32 bits, comes as it is.
/** @param {number} ptr */
export const address = (ptr) => ptr < 0 ? ptr + 0x100000000 : ptr;

/** @param {LinearMemory} m */
export function u8s(m) {
  fresh(m);
  return m.u8;
}

/** @param {LinearMemory} m */
export const s8s = (m) => m.s8?.length ? m.s8 : (m.s8 = new Int8Array(m.memory.buffer));

/** @param {LinearMemory} m */
export const u16s = (m) => m.u16?.length ? m.u16 : (m.u16 = new Uint16Array(m.memory.buffer));

/** @param {LinearMemory} m */
export const s16s = (m) => m.s16?.length ? m.s16 : (m.s16 = new Int16Array(m.memory.buffer));

/** @param {LinearMemory} m */
export const u32s = (m) => m.u32?.length ? m.u32 : (m.u32 = new Uint32Array(m.memory.buffer));

/** @param {LinearMemory} m */
export const s32s = (m) => m.s32?.length ? m.s32 : (m.s32 = new Int32Array(m.memory.buffer));

/** @param {LinearMemory} m */
export const u64s = (m) => m.u64?.length ? m.u64 : (m.u64 = new BigUint64Array(m.memory.buffer));

/** @param {LinearMemory} m */
export const s64s = (m) => m.s64?.length ? m.s64 : (m.s64 = new BigInt64Array(m.memory.buffer));

/** @param {LinearMemory} m */
export const f32s = (m) => m.f32?.length ? m.f32 : (m.f32 = new Float32Array(m.memory.buffer));

/** @param {LinearMemory} m */
export const f64s = (m) => m.f64?.length ? m.f64 : (m.f64 = new Float64Array(m.memory.buffer));

// Of what was lowered last, in code units or elements.
/** With the tag of `latin1+utf16`. */
export let loweredLength = 0;

// The address of what has been lowered.
/** @param {number} ptr @param {number} length */
export function lowered(ptr, length) {
  loweredLength = length;
  return ptr;
}

// Stores the address and the length of what has been lowered.
/** @param {LinearMemory} m @param {number} ptr @param {number} at */
export function storeLowered(m, ptr, at) {
  m.view.setUint32(at, ptr, true);
  m.view.setUint32(at + 4, loweredLength, true);
}

// The address of a list, from the guest. CanonicalABI.md, `load_list_from_range`: the limit, then alignment, then
// bounds, also for no elements.
/**
 * @param {LinearMemory} m @param {number} ptr @param {number} length
 * @param {number} size of an element, in bytes @param {number} align a power of two
 */
export function listAt(m, ptr, length, size, align) {
  const at = address(ptr);
  const bytes = length * size;
  if (bytes < 0 || bytes > 0xfffffff) trap('list exceeds the maximum byte length');
  if (at % align !== 0) trap('list pointer is not aligned');
  if (isBeyond(m, at + bytes)) trap('list pointer/length out of bounds of memory');
  return at;
}

// The address of spilled parameters or results, from the guest, in a memory with good views. Most are an address and a
// length.
/** @param {LinearMemory} m @param {number} ptr */
export function recordAt(m, ptr, size = 8, align = 4) {
  const at = address(ptr);
  if (at % align !== 0) trap('pointer not aligned');
  if (isBeyond(m, at + size)) trap('pointer out of bounds of memory');
  return at;
}

// Where the payload of a host function's result goes, which has its discriminant by then: 0 for `ok`, 1 for `err`.
/** @param {LinearMemory} m @param {number} out @param {number} size @param {number} align */
export function outcomeAt(m, out, size, align, disc = 0) {
  const at = recordAt(m, out, size, align);
  m.u8[at] = disc;
  return at + align;
}

// The same as `recordAt` in a 64-bit memory.
/** @param {LinearMemory} m @param {bigint} ptr */
export const recordAt64 = (m, ptr, size = 8, align = 4) => recordAt(m, Number(BigInt.asUintN(64, ptr)), size, align);

// The same as `outcomeAt` in a 64-bit memory.
/** @param {LinearMemory} m @param {bigint} out @param {number} size @param {number} align */
export function outcomeAt64(m, out, size, align, disc = 0) {
  const at = recordAt64(m, out, size, align);
  m.u8[at] = disc;
  return at + align;
}
