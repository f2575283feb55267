// Whether who called can be suspended, so that waiting may give a promise. Generated code says so for the length of each
// such call (runtime/turns.js of crates/transpile); what follows a promise is part of the same call.

/** @type {{ byPromise: boolean }} */
const waits = (/** @type {any} */ (globalThis)[Symbol.for('jco.waits')] ??= { byPromise: false });

export const isByPromise = () => waits.byPromise;

/**
 * Calls a function for someone who can be suspended.
 * @template Result
 * @param {() => Result} call
 * @returns {Result}
 */
export function byPromise(call) {
  const outer = waits.byPromise;
  waits.byPromise = true;
  try {
    return call();
  } finally {
    waits.byPromise = outer;
  }
}
