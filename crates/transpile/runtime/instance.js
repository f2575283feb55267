// A component, and the (possibly nested) component instances that it consists of.

import { trap } from './trap.js';
import { address, fresh } from './memory.js';

/**
 * @typedef {import('./memory.js').LinearMemory} LinearMemory
 *
 * `entered`: 1 while a call is under way, and after a trap: either way no other may begin. Else 0.
 * @typedef {{ entered: number }} Root
 *
 * `mayLeave`: core code may call out. `handles`: entries by handle, from 1. `free`: handles to use again, last
 * freed first. `borrows`: borrow handles the current call still has to drop.
 * @typedef {{ mayLeave: boolean, handles: (Handle | undefined)[], free: number[], borrows: number }} Instance
 *
 * `rep`: an i32 for a resource that a component defines, an object for one of the host's.
 * @typedef {{ resource: number, rep: any, own: boolean, lends: number }} Handle
 */

/** @returns {Instance} */
export const componentInstance = () => ({ mayLeave: true, handles: [undefined], free: [], borrows: 0 });

// One whose may-leave flag fused adapters read and write: a core global.
/** @returns {Instance & { flags: WebAssembly.Global }} */
export function fusedInstance() {
  const flags = new WebAssembly.Global({ value: 'i32', mutable: true }, 1);
  return {
    flags,
    get mayLeave() { return flags.value !== 0; },
    set mayLeave(may) { flags.value = may ? 1 : 0; },
    handles: [undefined],
    free: [],
    borrows: 0,
  };
}

// What happens to calls, by `entered`. It is a table for speed: which function is called is a guess of optimized code, not
// a branch, and V8 makes slower calls of core functions after a branch (docs/benchmarks.md, "Entering a component").
/** @type {(() => number)[]} */
const doors = [() => 1, () => trap('cannot enter component instance')];

// The ways into a component.
/** @template {Root} R @param {R} root */
export function entrance(root = /** @type {R} */ ({ entered: 0 })) {
  return {
    root,
    // The component can be called: 1, or a trap.
    mayEnter: () => doors[root.entered](),
    // A call begins, when its arguments have been converted: the last of them, if there is one, is given on.
    /** @template T @param {T} [last] @returns {T} */
    enter(last) {
      root.entered = doors[root.entered]();
      return /** @type {T} */ (last);
    },
    // A call ends, without a trap. What it gives, evaluated before, is given on.
    /** @template T @param {T} [result] @returns {T} */
    leave(result) {
      root.entered = 0;
      return /** @type {T} */ (result);
    },
  };
}

// Core code calls out: not from `realloc`, nor from a post-return function. True, or a trap.
/** @param {Instance} inst */
export function mayLeave(inst) {
  return inst.mayLeave || trap('cannot leave component instance');
}

// A post-return function, which may not call out.
/** @param {Instance} inst @param {Function} postReturn @param {unknown} [result] */
export function callPostReturn(inst, postReturn, result) {
  inst.mayLeave = false;
  postReturn(result);
  inst.mayLeave = true;
}

// Memory from the guest's `realloc`, checked. The guest may not call out meanwhile, and a trap in it is the
// component's end even where the call proper has not begun.
/**
 * @param {Root} root @param {Instance} inst @param {LinearMemory} m @param {Function} realloc
 * @param {number} align @param {number} size
 */
export function reallocate(root, inst, m, realloc, align, size) {
  const { entered } = root;
  root.entered = 1;
  inst.mayLeave = false;
  const ptr = address(realloc(0, 0, align, size));
  inst.mayLeave = true;
  fresh(m);
  if (ptr % align !== 0) trap('realloc return: result not aligned');
  if (ptr + size > m.u8.length) trap('realloc return: beyond end of memory');
  root.entered = entered;
  return ptr;
}

// The same for a 64-bit memory.
/**
 * @param {Root} root @param {Instance} inst @param {LinearMemory} m @param {Function} realloc
 * @param {number} align @param {number} size
 */
export function reallocate64(root, inst, m, realloc, align, size) {
  const realloc64 = (/** @type {number[]} */ ...args) => Number(BigInt.asUintN(64, realloc(...args.map(BigInt))));
  return reallocate(root, inst, m, realloc64, align, size);
}

// A realloc as the task that it is, which has `context.get` and `context.set` for itself.
/** @param {number[]} context @param {Function} realloc */
export function inOwnContext(context, realloc) {
  return (/** @type {unknown[]} */ ...args) => {
    const outer = context.splice(0, 2, 0, 0);
    const ptr = realloc(...args);
    context.splice(0, 2, ...outer);
    return ptr;
  };
}
