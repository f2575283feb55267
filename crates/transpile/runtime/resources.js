// The handle table of a component instance (CanonicalABI.md, "Handle and Resource State").

import { mayLeave } from './instance.js';
import { trap } from './trap.js';

/** @typedef {import('./instance.js').Instance} Instance */
/** @typedef {import('./instance.js').Handle} Handle */
/** @typedef {{ instance: Instance, resource: number, isOwner: boolean }} ResourceTable */

export const symbolDispose = Symbol.dispose ?? Symbol.for('dispose');

/** @param {Instance} instance @param {number} resource @param {any} rep */
export const addOwn = (instance, resource, rep) => addHandle(instance, { resource, rep, own: true, lends: 0 });

/** @param {Instance} instance @param {number} resource @param {any} rep */
export function addBorrow(instance, resource, rep) {
  instance.borrows++;
  return addHandle(instance, { resource, rep, own: false, lends: 0 });
}

/** @param {Instance} instance @param {Handle} entry */
function addHandle(instance, entry) {
  const { handles, free } = instance;
  const handle = free.length !== 0 ? /** @type {number} */ (free.pop()) : handles.length;
  if (handle > 0xfffffff) trap('resource table has no free keys');
  handles[handle] = entry;
  return handle;
}

/** @param {Instance} instance @param {number} resource @param {number} handle @returns {Handle} */
export function handleEntry(instance, resource, handle) {
  const entry = instance.handles[handle];
  if (entry === undefined) return trap(`unknown handle index ${handle >>> 0}`);
  if (entry.resource !== resource) {
    const expected = 'expected guest-defined resource but found a different guest-defined resource';
    trap(`handle index ${handle >>> 0} used with the wrong type, ${expected}`);
  }
  return entry;
}

/** @param {Instance} instance @param {number} resource @param {number} handle */
export const handleRep = (instance, resource, handle) => handleEntry(instance, resource, handle).rep;

// What a method of the host is called on, by a guest that may call out.
/** @param {Instance} instance @param {number} resource @param {number} handle */
export function leavingRep(instance, resource, handle) {
  mayLeave(instance);
  return handleEntry(instance, resource, handle).rep;
}

// Takes an own handle out of the table, which lifting it does.
/** @param {Instance} instance @param {number} resource @param {number} handle */
export function takeOwn(instance, resource, handle) {
  const entry = handleEntry(instance, resource, handle);
  if (!entry.own) trap('cannot lift own resource from a borrow');
  return removeHandle(instance, handle, entry);
}

/** @param {Instance} instance @param {number} handle @param {Handle} entry */
function removeHandle(instance, handle, entry) {
  if (entry.lends !== 0) trap('cannot remove owned resource while borrowed');
  instance.handles[handle] = undefined;
  instance.free.push(handle);
  return entry.rep;
}

// `resource.drop`: the representation to destroy, or undefined where a borrow ended.
/** @param {Instance} instance @param {number} resource @param {number} handle */
export function dropHandle(instance, resource, handle) {
  const entry = handleEntry(instance, resource, handle);
  const rep = removeHandle(instance, handle, entry);
  if (entry.own) return rep;
  instance.borrows--;
  return undefined;
}

// A handle that is lent for the length of a call: it cannot be dropped or moved meanwhile.
/** @param {Instance} instance @param {number} resource @param {number} handle */
export function lend(instance, resource, handle) {
  const entry = handleEntry(instance, resource, handle);
  entry.lends++;
  return entry;
}

// At the end of a call, where there were `before` when it began: those of a call that is still being prepared.
/** @param {Instance} instance */
export function checkBorrows(instance, before = 0) {
  if (instance.borrows !== before) trap('borrow handles still remain at the end of the call');
}

/**
 * What a call that is being prepared has given away or lent so far, in case another of its arguments cannot be converted.
 *
 * @typedef {{ instance: Instance, handle: number, object?: object, rep: any, restore?: (object: any, rep: any) => void }} Move
 * @type {Move[]}
 */
export const moves = [];

// An own handle of a resource that the component defines, for the object that `release` ends and `restore` revives.
/**
 * @param {Instance} instance @param {number} resource @param {any} object
 * @param {(object: any) => number} release @param {(object: any, rep: number) => void} restore
 */
export function moveOwn(instance, resource, object, release, restore) {
  const rep = release(object);
  const handle = addOwn(instance, resource, rep);
  moves.push({ instance, handle, object, rep, restore });
  return handle;
}

// The same for one of the host's, which are theirs whoever has a handle.
/** @param {Instance} instance @param {number} resource @param {any} object @param {Function} hostClass */
export function moveHost(instance, resource, object, hostClass) {
  const handle = addHost(instance, resource, object, hostClass);
  moves.push({ instance, handle, object, rep: object });
  return handle;
}

// A borrow handle.
/** @param {Instance} instance @param {number} resource @param {any} rep */
export function moveBorrow(instance, resource, rep) {
  const handle = addBorrow(instance, resource, rep);
  moves.push({ instance, handle, rep });
  return handle;
}

// Takes back what was given away or lent since there were `mark` moves. Returns the error, to be thrown on.
/** @template T @param {number} mark @param {T} error @returns {T} */
export function giveBack(mark, error) {
  for (const { instance, handle, object, rep, restore } of moves.splice(mark)) {
    dropHandle(instance, /** @type {Handle} */ (instance.handles[handle]).resource, handle);
    restore?.(object, rep);
  }
  return error;
}

// An object of the host's, given to the guest. The class is what the host has under the resource's name.
/** @param {Instance} instance @param {number} resource @param {any} object @param {Function} hostClass */
export const addHost = (instance, resource, object, hostClass) =>
  addOwn(instance, resource, checkHost(object, hostClass));

/** @param {any} object @param {Function} hostClass */
export function checkHost(object, hostClass) {
  if (!(object instanceof hostClass)) notResource(hostClass.name);
  return object;
}

// `resource.new`
/** @param {Instance} instance @param {number} resource @param {number} rep */
export function newResource(instance, resource, rep) {
  mayLeave(instance);
  return addOwn(instance, resource, rep);
}

// `resource.drop` of the host's resources, which go where their owner wants: to their `[Symbol.dispose]`, if any.
/** @param {Instance} instance @param {number} resource @param {number} handle */
export function dropHost(instance, resource, handle) {
  mayLeave(instance);
  dropHandle(instance, resource, handle)?.[symbolDispose]?.();
}

// `resource.drop` of a resource that a component defines.
/**
 * @param {Instance} instance @param {number} resource @param {number} handle
 * @param {(rep: number) => void} [destructor]
 */
export function dropDefined(instance, resource, handle, destructor) {
  mayLeave(instance);
  const rep = dropHandle(instance, resource, handle);
  if (rep !== undefined) destructor?.(rep);
}

/** @param {string} name @returns {never} */
export function notResource(name) {
  throw new TypeError(`not a valid "${name}" resource, or one that was dropped or moved`);
}
