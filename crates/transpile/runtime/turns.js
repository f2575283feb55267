// Calls that the engine may suspend while a host function keeps its promise (JSPI). A component is in one call at a time:
// others wait for their turn.

import { trap } from './trap.js';
import { mayLeave } from './instance.js';
import { throwThrough } from './guard.js';
import { dropHandle } from './resources.js';

/**
 * `isTaken`: some call has its turn. `waiting`: those that come after it. `hostCalls`: host functions that have not
 * returned, as opposed to having returned a promise. `syncCalls`: what `fused.js` knows of calls inside.
 *
 * @typedef {import('./instance.js').Root & {
 *   isTaken: boolean, waiting: (() => void)[], hostCalls: number, syncCalls: import('./fused.js').SyncCalls,
 * }} Root
 */

/** @returns {Root} */
export function suspendingRoot() {
  return { entered: 0, isTaken: false, waiting: [], hostCalls: 0, syncCalls: { calls: [], depth: 0 } };
}

/** @typedef {{ promising?: (core: Function) => (...args: any[]) => Promise<any>, Suspending?: new (host: Function) => any }} Jspi */

const jspi = /** @type {Jspi} */ (WebAssembly);

// For a component that has to wait in an engine that suspends nothing.
/** @param {string} name of an import that may wait */
export function needJspi(name) {
  if (jspi.promising !== undefined && jspi.Suspending !== undefined) return;
  const reason = `the component may wait in "${name}", and this engine cannot suspend it (no JSPI)`;
  const help = 'use Node 24.20 or a browser with WebAssembly.promising; or transpile without async mode and run it in a '
    + 'worker, where Atomics.wait waits';
  throw Object.assign(new Error(`${reason}: ${help}`), { code: 'E0505', help });
}

/** @param {any} core a function that WebAssembly exports */
export function promising(core) {
  return /** @type {NonNullable<Jspi['promising']>} */ (jspi.promising)(core);
}

/** @param {Function} host */
export function suspending(host) {
  return new /** @type {NonNullable<Jspi['Suspending']>} */ (jspi.Suspending)(host);
}

// True if a call may begin, which has its turn then. Else there is one to wait for.
/** @param {Root} root */
export function takeTurn(root) {
  if (root.hostCalls !== 0) trap('cannot enter component instance');
  const isFree = !root.isTaken;
  root.isTaken = true;
  return isFree;
}

/** @param {Root} root @returns {Promise<void>} */
export function turn(root) {
  return new Promise((resolve) => { root.waiting.push(resolve); });
}

// The turn goes to who has waited longest: also after a trap, which is theirs then.
/** @param {Root} root */
export function endTurn(root) {
  const next = root.waiting.shift();
  if (next === undefined) root.isTaken = false;
  else next();
}

/** @type {{ byPromise: boolean }} */
const waits = /** @type {any} */ (globalThis)[Symbol.for('jco.waits')] ??= { byPromise: false };

// A `realloc` or post-return function, which may not call imports that may wait. Some engines find that such an import
// cannot be suspended before they call it, which would trap.
/** @param {Function} core @returns {(...args: any[]) => any} */
export function barred(core) {
  return (...args) => {
    try {
      return core(...args);
    } catch (/** @type {any} */ error) {
      if (error?.name === 'SuspendError') trap('cannot leave component instance');
      throw error;
    }
  };
}

// Calls a function that may give a promise where it has to wait: the WASI shim asks whether it may.
/** @template T @param {() => T} call @returns {T} */
export function byPromise(call) {
  const outer = waits.byPromise;
  waits.byPromise = true;
  try {
    return call();
  } finally {
    waits.byPromise = outer;
  }
}

// Calls the host. What follows its result, or what it throws, follows at once or when its promise is kept: only a
// promise is a reason to suspend.
/**
 * @param {Root} root @param {() => any} call
 * @param {(value: any) => any} returned @param {(error: any) => any} [threw]
 */
export function callWaiting(root, call, returned, threw) {
  let value;
  root.hostCalls++;
  try {
    value = call();
  } catch (error) {
    if (threw === undefined) throw error;
    return threw(error);
  } finally {
    root.hostCalls--;
  }
  return typeof value?.then === 'function' ? Promise.resolve(value).then(returned, threw) : returned(value);
}

// What a host function gives, its failures made such that guests cannot catch them.
/** @param {any} result */
export function carryingFailure(result) {
  return result instanceof Promise ? result.catch(throwThrough) : result;
}

export const symbolAsyncDispose = /** @type {any} */ (Symbol).asyncDispose ?? Symbol.for('asyncDispose');

// `resource.drop` with a destructor that may wait, which is promising.
/**
 * @param {import('./instance.js').Instance} instance @param {number} resource @param {number} handle
 * @param {(rep: number) => Promise<void>} destructor
 */
export function dropWaiting(instance, resource, handle, destructor) {
  mayLeave(instance);
  const rep = dropHandle(instance, resource, handle);
  return rep === undefined ? undefined : destructor(rep);
}

// A destructor called by the host.
/** @param {Root} root @param {(rep: number) => unknown} destructor @param {number} rep */
export async function destroyInTurn(root, destructor, rep) {
  if (!takeTurn(root)) await turn(root);
  try {
    if (root.entered) trap('cannot enter component instance');
    root.entered = 1;
    await destructor(rep);
    root.entered = 0;
  } finally {
    endTurn(root);
  }
}

// The same for what the collector found, unless the component has ended by then.
/** @param {Root} root @param {(rep: number) => unknown} destructor @param {number} rep */
export async function destroyCollected(root, destructor, rep) {
  if (!takeTurn(root)) await turn(root);
  try {
    if (root.entered) return;
    root.entered = 1;
    await destructor(rep);
    root.entered = 0;
  } finally {
    endTurn(root);
  }
}

// Instantiation with a start function that must not come to wait.
/** @template T @param {() => T} instantiate @returns {T} */
export function hastyStart(instantiate) {
  try {
    return instantiate();
  } catch (error) {
    throw startedHastily(error);
  }
}

/** @template T @param {() => T} instantiate */
export async function hastyAsyncStart(instantiate) {
  try {
    return await instantiate();
  } catch (error) {
    throw startedHastily(error);
  }
}

/** @param {any} error */
function startedHastily(error) {
  if (error?.name !== 'SuspendError') return error;
  const help = 'transpile with asynchronous instantiation';
  const message = `a start function calls an import that may wait, which it cannot here: ${help}`;
  return Object.assign(new Error(message, { cause: error }), { code: 'E0505', help });
}
