// The handle table of a component instance (CanonicalABI.md, "Handle and Resource State").

import { mayLeave } from './instance.js';
import { trap } from './trap.js';

/** @typedef {import('./instance.js').Instance} Instance */
/** @typedef {import('./instance.js').Handle} Handle */
/** @typedef {{ instance: Instance, resource: number, isOwner: boolean }} ResourceTable */

export const symbolDispose = Symbol.dispose ?? Symbol.for('dispose');

/** @param {Instance} inst @param {number} resource @param {any} rep */
export const addOwn = (inst, resource, rep) => addHandle(inst, { resource, rep, own: true, lends: 0 });

/** @param {Instance} inst @param {number} resource @param {any} rep */
export function addBorrow(inst, resource, rep) {
  inst.borrows++;
  return addHandle(inst, { resource, rep, own: false, lends: 0 });
}

/** @param {Instance} inst @param {Handle} entry */
function addHandle(inst, entry) {
  const { handles, free } = inst;
  const handle = free.length !== 0 ? /** @type {number} */ (free.pop()) : handles.length;
  if (handle > 0xfffffff) trap('resource table has no free keys');
  handles[handle] = entry;
  return handle;
}

/** @param {Instance} inst @param {number} resource @param {number} handle @returns {Handle} */
export function handleEntry(inst, resource, handle) {
  const entry = inst.handles[handle];
  if (entry === undefined) return trap(`unknown handle index ${handle >>> 0}`);
  if (entry.resource !== resource) {
    trap(`handle index ${handle >>> 0} used with the wrong type, `
      + 'expected guest-defined resource but found a different guest-defined resource');
  }
  return entry;
}

/** @param {Instance} inst @param {number} resource @param {number} handle */
export const handleRep = (inst, resource, handle) => handleEntry(inst, resource, handle).rep;

// What a method of the host is called on, by a guest that may call out.
/** @param {Instance} inst @param {number} resource @param {number} handle */
export function leavingRep(inst, resource, handle) {
  mayLeave(inst);
  return handleEntry(inst, resource, handle).rep;
}

// Takes an own handle out of the table, which lifting it does.
/** @param {Instance} inst @param {number} resource @param {number} handle */
export function takeOwn(inst, resource, handle) {
  const entry = handleEntry(inst, resource, handle);
  if (!entry.own) trap('cannot lift own resource from a borrow');
  return removeHandle(inst, handle, entry);
}

/** @param {Instance} inst @param {number} handle @param {Handle} entry */
function removeHandle(inst, handle, entry) {
  if (entry.lends !== 0) trap('cannot remove owned resource while borrowed');
  inst.handles[handle] = undefined;
  inst.free.push(handle);
  return entry.rep;
}

// `resource.drop`: the representation to destroy, or undefined where a borrow ended.
/** @param {Instance} inst @param {number} resource @param {number} handle */
export function dropHandle(inst, resource, handle) {
  const entry = handleEntry(inst, resource, handle);
  const rep = removeHandle(inst, handle, entry);
  if (entry.own) return rep;
  inst.borrows--;
}

// A handle that is lent for the length of a call: it cannot be dropped or moved meanwhile.
/** @param {Instance} inst @param {number} resource @param {number} handle */
export function lend(inst, resource, handle) {
  const entry = handleEntry(inst, resource, handle);
  entry.lends++;
  return entry;
}

// At the end of a call, where there were `before` when it began: those of a call that is still being prepared.
/** @param {Instance} inst */
export function checkBorrows(inst, before = 0) {
  if (inst.borrows !== before) trap('borrow handles still remain at the end of the call');
}

/**
 * What a call that is being prepared has given away or lent so far, in case another of its arguments cannot be converted.
 *
 * @typedef {{ inst: Instance, handle: number, object?: object, rep: any, restore?: (object: any, rep: any) => void }} Move
 * @type {Move[]}
 */
export const moves = [];

// An own handle of a resource that the component defines, for the object that `release` ends and `restore` revives.
/**
 * @param {Instance} inst @param {number} resource @param {any} object
 * @param {(object: any) => number} release @param {(object: any, rep: number) => void} restore
 */
export function moveOwn(inst, resource, object, release, restore) {
  const rep = release(object);
  const handle = addOwn(inst, resource, rep);
  moves.push({ inst, handle, object, rep, restore });
  return handle;
}

// The same for one of the host's, which are theirs whoever has a handle.
/** @param {Instance} inst @param {number} resource @param {any} object @param {Function} hostClass */
export function moveHost(inst, resource, object, hostClass) {
  const handle = addHost(inst, resource, object, hostClass);
  moves.push({ inst, handle, object, rep: object });
  return handle;
}

// A borrow handle.
/** @param {Instance} inst @param {number} resource @param {any} rep */
export function moveBorrow(inst, resource, rep) {
  const handle = addBorrow(inst, resource, rep);
  moves.push({ inst, handle, rep });
  return handle;
}

// Takes back what was given away or lent since there were `mark` moves. Returns the error, to be thrown on.
/** @template T @param {number} mark @param {T} error @returns {T} */
export function giveBack(mark, error) {
  for (const { inst, handle, object, rep, restore } of moves.splice(mark)) {
    dropHandle(inst, /** @type {Handle} */ (inst.handles[handle]).resource, handle);
    restore?.(object, rep);
  }
  return error;
}

// An object of the host's, given to the guest. The class is what the host has under the resource's name.
/** @param {Instance} inst @param {number} resource @param {any} object @param {Function} hostClass */
export const addHost = (inst, resource, object, hostClass) =>
  addOwn(inst, resource, checkHost(object, hostClass));

/** @param {any} object @param {Function} hostClass */
export function checkHost(object, hostClass) {
  if (!(object instanceof hostClass)) notResource(hostClass.name);
  return object;
}

// `resource.new`
/** @param {Instance} inst @param {number} resource @param {number} rep */
export function newResource(inst, resource, rep) {
  mayLeave(inst);
  return addOwn(inst, resource, rep);
}

// `resource.drop` of the host's resources, which go where their owner wants: to their `[Symbol.dispose]`, if any.
/** @param {Instance} inst @param {number} resource @param {number} handle */
export function dropHost(inst, resource, handle) {
  mayLeave(inst);
  dropHandle(inst, resource, handle)?.[symbolDispose]?.();
}

// `resource.drop` of a resource that a component defines.
/**
 * @param {Instance} inst @param {number} resource @param {number} handle
 * @param {(rep: number) => void} [destructor]
 */
export function dropDefined(inst, resource, handle, destructor) {
  mayLeave(inst);
  const rep = dropHandle(inst, resource, handle);
  if (rep !== undefined) destructor?.(rep);
}

/** @param {string} name @returns {never} */
export function notResource(name) {
  throw new TypeError(`not a valid "${name}" resource, or one that was dropped or moved`);
}
