// `--invoke`: one call of an exported function. The addon reads the call and writes the result.

import { engine } from '../binding.js';
import { JcoError, attempt } from '../errors.js';
import { fromPlain, toPlain } from './values.js';

/**
 * Reads a call.
 *
 * @param {Uint8Array} component
 * @param {string} text `add(1, 2)`
 * @param {(text: string) => void} print
 * @returns {(instance: Record<string, any>) => void} makes the call and prints what is returned
 */
export function invocation(component, text, print) {
  const call = JSON.parse(attempt(() => engine().readCall(component, text)));
  const args = call.arguments.map(fromPlain);
  return (instance) => {
    const exports = call.interface === null ? instance : instance[call.interface];
    const outcome = outcomeOf(() => exports[call.function](...args), call.isFallible);
    const json = JSON.stringify(toPlain(outcome, unprintable));
    const shown = attempt(() => engine().showResult(component, text, json));
    if (shown !== null) print(shown);
  };
}

/**
 * What a call returns, and of a fallible one what it throws, as a value of type `result`.
 *
 * @param {() => unknown} call
 * @param {boolean} isFallible
 */
function outcomeOf(call, isFallible) {
  if (!isFallible) return call();
  try {
    return { tag: 'ok', val: call() };
  } catch (error) {
    if (error instanceof Error && Object.hasOwn(error, 'payload')) {
      return { tag: 'err', val: /** @type {any} */ (error).payload };
    }
    throw error;
  }
}

/** @param {string} what */
function unprintable(what) {
  return new JcoError({ code: 'E0503', message: `the result has ${what}, which cannot be written as text` });
}
