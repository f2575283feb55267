// What fused adapters, which are core code between two components, ask of JavaScript.

import { addBorrow, addOwn, checkBorrows, handleEntry, takeOwn } from './resources.js';

/** @typedef {import('./instance.js').Instance} Instance */
/** @typedef {import('./resources.js').ResourceTable} ResourceTable */

/**
 * A call between components, and what its caller has of what is each task's own.
 *
 * @typedef {{
 *   callee: Instance, borrows: number, lent: import('./instance.js').Handle[],
 *   context: number[] | undefined, slots: number[],
 * }} SyncCall
 */

/**
 * Those that are under way, `depth` of them, and after them some that are over, to be used again.
 *
 * @typedef {{ calls: SyncCall[], depth: number }} SyncCalls
 */

// Of all components, but for those that may be suspended: they have their own.
/** @type {SyncCalls} */
const syncCalls = { calls: [], depth: 0 };

/** @param {Instance} callee @param {number[]} [context] @param {SyncCalls} [state] */
export function enterSyncCall(callee, context, state = syncCalls) {
  const call = (state.calls[state.depth++] ??= { callee, borrows: 0, lent: [], context, slots: [0, 0] });
  call.callee = callee;
  call.borrows = callee.borrows;
  call.context = context;
  if (context !== undefined) {
    [call.slots[0], call.slots[1]] = context;
    context.fill(0);
  }
  callee.borrows = 0;
}

/** @param {SyncCalls} [state] */
export function exitSyncCall(state = syncCalls) {
  const call = state.calls[--state.depth];
  checkBorrows(call.callee);
  call.callee.borrows = call.borrows;
  if (call.context !== undefined) {
    [call.context[0], call.context[1]] = call.slots;
  }
  for (const entry of call.lent) entry.lends--;
  call.lent.length = 0;
}

/** @param {ResourceTable} from @param {ResourceTable} to @param {number} handle */
export function transferOwn(from, to, handle) {
  return addOwn(to.instance, to.resource, takeOwn(from.instance, from.resource, handle));
}

// The component that defines a resource gets its representation, any other a handle.
/** @param {ResourceTable} from @param {ResourceTable} to @param {number} handle @param {SyncCalls} [state] */
export function transferBorrow(from, to, handle, state = syncCalls) {
  const entry = handleEntry(from.instance, from.resource, handle);
  if (state.depth > 0) {
    entry.lends++;
    state.calls[state.depth - 1].lent.push(entry);
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
