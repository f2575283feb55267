// Memories for fused adapters on engines whose modules can have only one: the adapter imports functions that
// stand in for the others. What it does per value is core code, what it does per list is a copy by JavaScript.

import { base64Module } from './modules.js';
import { fresh } from './memory.js';

/** @typedef {import('./memory.js').LinearMemory} LinearMemory */

// Whether a module may have several memories: (module (memory 0) (memory 0))
export const multiMemory = WebAssembly.validate(
  new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 5, 5, 2, 0, 0, 0, 0]),
);

// A function for each instruction on one memory that adapters have, under its name. Operands, then the static offset.
//
// (module
//   (import "" "" (memory 0))
//   (func (export "i32.load8_u") (param i32 i32) (result i32) (i32.load8_u (i32.add (local.get 0) (local.get 1))))
//   (func (export "i32.load8_s") (param i32 i32) (result i32) (i32.load8_s (i32.add (local.get 0) (local.get 1))))
//   (func (export "i32.load16_u") (param i32 i32) (result i32) (i32.load16_u (i32.add (local.get 0) (local.get 1))))
//   (func (export "i32.load16_s") (param i32 i32) (result i32) (i32.load16_s (i32.add (local.get 0) (local.get 1))))
//   (func (export "i32.load") (param i32 i32) (result i32) (i32.load (i32.add (local.get 0) (local.get 1))))
//   (func (export "i64.load") (param i32 i32) (result i64) (i64.load (i32.add (local.get 0) (local.get 1))))
//   (func (export "f32.load") (param i32 i32) (result f32) (f32.load (i32.add (local.get 0) (local.get 1))))
//   (func (export "f64.load") (param i32 i32) (result f64) (f64.load (i32.add (local.get 0) (local.get 1))))
//   (func (export "i32.store8") (param i32 i32 i32) (i32.store8 (i32.add (local.get 0) (local.get 2)) (local.get 1)))
//   (func (export "i32.store16") (param i32 i32 i32) (i32.store16 (i32.add (local.get 0) (local.get 2)) (local.get 1)))
//   (func (export "i32.store") (param i32 i32 i32) (i32.store (i32.add (local.get 0) (local.get 2)) (local.get 1)))
//   (func (export "i64.store") (param i32 i64 i32) (i64.store (i32.add (local.get 0) (local.get 2)) (local.get 1)))
//   (func (export "f32.store") (param i32 f32 i32) (f32.store (i32.add (local.get 0) (local.get 2)) (local.get 1)))
//   (func (export "f64.store") (param i32 f64 i32) (f64.store (i32.add (local.get 0) (local.get 2)) (local.get 1)))
//   (func (export "memory.size") (result i32) memory.size))
/** @param {WebAssembly.Memory} memory */
export function accessors(memory) {
  accessorModule ??= base64Module(accessorBase64);
  return new WebAssembly.Instance(accessorModule, { '': { '': memory } }).exports;
}

/** @type {WebAssembly.Module | undefined} */
let accessorModule;

const accessorBase64 = 'AGFzbQEAAAABNQlgAn9/AX9gAn9/AX5gAn9/AX1gAn9/AXxgA39/fwBgA39+fwBgA399fwBgA398fwBgAAF/AgYBAAACAAADEA8AAAAA'
  + 'AAECAwQEBAUGBwgHwAEPC2kzMi5sb2FkOF91AAALaTMyLmxvYWQ4X3MAAQxpMzIubG9hZDE2X3UAAgxpMzIubG9hZDE2X3MAAwhpMzIubG9hZAAE'
  + 'CGk2NC5sb2FkAAUIZjMyLmxvYWQABghmNjQubG9hZAAHCmkzMi5zdG9yZTgACAtpMzIuc3RvcmUxNgAJCWkzMi5zdG9yZQAKCWk2NC5zdG9yZQAL'
  + 'CWYzMi5zdG9yZQAMCWY2NC5zdG9yZQANC21lbW9yeS5zaXplAA4KrAEPCgAgACABai0AAAsKACAAIAFqLAAACwoAIAAgAWovAQALCgAgACABai4B'
  + 'AAsKACAAIAFqKAIACwoAIAAgAWopAwALCgAgACABaioCAAsKACAAIAFqKwMACwwAIAAgAmogAToAAAsMACAAIAJqIAE7AQALDAAgACACaiABNgIA'
  + 'CwwAIAAgAmogATcDAAsMACAAIAJqIAE4AgALDAAgACACaiABOQMACwQAPwAL';

// Copies lists of numbers, whose bounds the adapter has checked. A short one is done before `set` would have begun.
/** @param {LinearMemory} to @param {LinearMemory} from @returns {(dst: number, src: number, bytes: number) => void} */
export function copyBetween(to, from) {
  return (dst, src, bytes) => {
    fresh(to);
    fresh(from);
    copyBytes(to.u8, from.u8, dst >>> 0, src >>> 0, bytes >>> 0);
  };
}

/** @param {Uint8Array} to @param {Uint8Array} from @param {number} dst @param {number} src @param {number} length */
export function copyBytes(to, from, dst, src, length) {
  if (length > 16) to.set(from.subarray(src, src + length), dst);
  else for (let i = 0; i < length; i++) to[dst + i] = from[src + i];
}
