// What fused adapters, which are core code between two components, ask of JavaScript.

import { addBorrow, addOwn, checkBorrows, handleEntry, takeOwn } from './resources.js';

/** @typedef {import('./instance.js').Instance} Instance */
/** @typedef {import('./resources.js').ResourceTable} ResourceTable */

// Calls between components that are under way, and what the callers have of what is each task's own.
/**
 * @type {{
 *   callee: Instance, borrows: number, lent: import('./instance.js').Handle[],
 *   context: number[] | undefined, slots: number[],
 * }[]}
 */
const syncCalls = [];

/** @param {Instance} callee @param {number[]} [context] */
export function enterSyncCall(callee, context) {
  syncCalls.push({ callee, borrows: callee.borrows, lent: [], context, slots: context?.splice(0, 2, 0, 0) ?? [] });
  callee.borrows = 0;
}

export function exitSyncCall() {
  const call = /** @type {(typeof syncCalls)[number]} */ (syncCalls.pop());
  checkBorrows(call.callee);
  call.callee.borrows = call.borrows;
  call.context?.splice(0, 2, ...call.slots);
  for (const entry of call.lent) entry.lends--;
}

/** @param {ResourceTable} from @param {ResourceTable} to @param {number} handle */
export function transferOwn(from, to, handle) {
  return addOwn(to.instance, to.resource, takeOwn(from.instance, from.resource, handle));
}

// The component that defines a resource gets its representation, any other a handle.
/** @param {ResourceTable} from @param {ResourceTable} to @param {number} handle */
export function transferBorrow(from, to, handle) {
  const entry = handleEntry(from.instance, from.resource, handle);
  const call = syncCalls.at(-1);
  if (call !== undefined) {
    entry.lends++;
    call.lent.push(entry);
  }
  return to.isOwner ? entry.rep : addBorrow(to.instance, to.resource, entry.rep);
}

// Nothing synchronous may block: `instance/task_may_block` of adapters.
export const taskMayBlock = new WebAssembly.Global({ value: 'i32', mutable: true }, 0);

// What a transcoder gives, for an adapter between 64-bit memories.
/** @param {number | [number, number] | undefined} units */
export function transcoded64(units) {
  if (units === undefined) return undefined;
  return typeof units === 'number' ? BigInt(units) : units.map(BigInt);
}
