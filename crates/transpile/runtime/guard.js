// Guests that catch exceptions must not catch the host's. Such an exception goes through them inside a genuine
// trap, and comes out of it at the other end.

import { trap } from './trap.js';

/** @type {WeakMap<object, { error: unknown }>} */
const carried = new WeakMap();

// Throws a trap that carries `error`.
/** @param {any} error @returns {never} */
export function throwThrough(error) {
  if (carried.has(error)) throw error;
  try {
    trap('a host function threw');
  } catch (carrier) {
    carried.set(/** @type {object} */ (carrier), { error });
    throw carrier;
  }
}

// A core function of the host's.
/** @param {Function} core */
export function guardedHost(core) {
  return (/** @type {unknown[]} */ ...args) => {
    try {
      return core(...args);
    } catch (error) {
      return throwThrough(error);
    }
  };
}

// Instantiation, which runs start functions.
/** @template T @param {() => T} instantiate */
export function guardedStart(instantiate) {
  try {
    return instantiate();
  } catch (error) {
    throw thrownByHost(error);
  }
}

/** @template T @param {() => T} instantiate */
export async function guardedAsyncStart(instantiate) {
  try {
    return await instantiate();
  } catch (error) {
    throw thrownByHost(error);
  }
}

// What to throw out of the component for what came out of core code: what it carries, a trap for a core exception,
// or itself.
/** @param {unknown} thrown */
export function thrownByHost(thrown) {
  trapOnException(thrown);
  const carries = thrown !== null && typeof thrown === 'object' ? carried.get(thrown) : undefined;
  return carries === undefined ? thrown : carries.error;
}

/** @param {unknown} thrown */
function trapOnException(thrown) {
  if (thrown instanceof /** @type {any} */ (WebAssembly).Exception) trap('uncaught exception propagated out of component');
}

// A destructor whose exceptions the component that drops a handle cannot catch.
/** @param {(rep: number) => void} destructor @returns {(rep: number) => void} */
export function guardedDestructor(destructor) {
  return (rep) => {
    try {
      destructor(rep);
    } catch (thrown) {
      trapOnException(thrown);
      throw thrown;
    }
  };
}

// The same for one that the engine may suspend.
/** @param {(rep: number) => Promise<void>} destructor @returns {(rep: number) => Promise<void>} */
export function guardedLaterDestructor(destructor) {
  return async (rep) => {
    try {
      await destructor(rep);
    } catch (thrown) {
      trapOnException(thrown);
      throw thrown;
    }
  };
}
