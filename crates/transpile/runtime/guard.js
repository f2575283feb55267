// Guests that catch exceptions must not catch the host's. Such an exception goes through them inside a genuine
// trap, and comes out of it at the other end.

import { trap } from './trap.js';

/** @type {WeakMap<object, { error: unknown }>} */
const carried = new WeakMap();

// Throws a trap that carries `error`.
/** @param {unknown} error @returns {never} */
export function throwThrough(error) {
  try {
    trap('a host function threw');
  } catch (carrier) {
    carried.set(/** @type {object} */ (carrier), { error });
    throw carrier;
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
