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

// What `thrown` carries, or itself.
/** @param {unknown} thrown */
export function thrownByHost(thrown) {
  const carries = thrown !== null && typeof thrown === 'object' ? carried.get(thrown) : undefined;
  return carries === undefined ? thrown : carries.error;
}
