// Traps that a guest cannot catch: a `catch_all` catches whatever JavaScript throws, but not what comes out
// of a real `unreachable`, however often JavaScript has caught, renamed and thrown it again.

import { base64Module } from './modules.js';

/** @type {() => never} */
// (module (func (export "") unreachable))
const unreachable = /** @type {any} */ (
  new WebAssembly.Instance(base64Module('AGFzbQEAAAABBAFgAAADAgEABwQBAAAACgUBAwAACw==')).exports['']
);

// Ends the call with a genuine `WebAssembly.RuntimeError`.
/** @param {string} message @returns {never} */
export function trap(message) {
  try {
    unreachable();
  } catch (error) {
    throw Object.assign(/** @type {Error} */ (error), { message });
  }
}
