// How a call ended.

import { failureOf } from '../failure.js';

/**
 * @typedef {{ is: 'value', value: any, ms: number }
 *   | { is: 'error', payload: any, ms: number }
 *   | { is: 'trap', failure: import('../failure.js').Failure, ms: number }
 *   | { is: 'failure', failure: import('../failure.js').Failure, ms: number }} Outcome
 *   `error`: the function returned its error case
 */

/**
 * @param {() => any} work
 * @returns {Promise<Outcome>}
 */
export async function outcomeOf(work) {
  const start = performance.now();
  const took = () => ({ ms: performance.now() - start });
  try {
    const value = await work();
    return { is: 'value', value, ...took() };
  } catch (/** @type {any} */ error) {
    if (error instanceof Error && Object.hasOwn(error, 'payload')) {
      return { is: 'error', payload: /** @type {any} */ (error).payload, ...took() };
    }
    if (error instanceof WebAssembly.RuntimeError) return { is: 'trap', failure: { message: error.message }, ...took() };
    return { is: 'failure', failure: failureOf(error), ...took() };
  }
}
