// Which errors are traps, and whether a trap says what a script expects. Scripts are written for wasmtime; V8 words
// the traps of core WebAssembly in its own way.

/** @type {Record<string, string[]>} a phrase of wasmtime's and what V8 says */
const phrases = {
  'unreachable': ['unreachable'],
  'wasm `unreachable` instruction executed': ['unreachable'],
  'out of bounds memory access': ['memory access out of bounds'],
  'out of bounds table access': ['table index is out of bounds'],
  'undefined element': ['table index is out of bounds'],
  'uninitialized element': ['function signature mismatch'],
  'indirect call type mismatch': ['function signature mismatch'],
  'integer divide by zero': ['divide by zero', 'remainder by zero'],
  'integer overflow': ['divide result unrepresentable'],
  'invalid conversion to integer': ['float unrepresentable in integer range'],
  'call stack exhausted': ['Maximum call stack size exceeded'],
  'null reference': ['dereferencing a null pointer'],
};

/** An exception of core WebAssembly, which TypeScript's library does not know. */
export const isException = (/** @type {unknown} */ error) =>
  error instanceof (/** @type {any} */ (WebAssembly).Exception);

/** A genuine trap, which no `catch_all` of a guest stops; an ordinary `Error` would be no trap to it. */
export const isTrap = (/** @type {unknown} */ error) =>
  error instanceof WebAssembly.RuntimeError || isStackOverflow(error);

const isStackOverflow = (/** @type {unknown} */ error) =>
  error instanceof RangeError && error.message === 'Maximum call stack size exceeded';

/**
 * @param {string} expected the script's text
 * @param {unknown} error what was thrown
 * @returns {string | undefined} what is wrong with the error, if anything
 */
export function trapDifference(expected, error) {
  const text = expected.replace(/^wasm trap: /, '');
  if (text === 'thrown Wasm exception' && isException(error)) return undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (!isTrap(error)) return `expected a trap, got ${error instanceof Error ? error.stack : message}`;
  if (message.includes(text)) return undefined;
  if (phrases[text]?.some((phrase) => message.includes(phrase))) return undefined;
  // wasmtime's own runner takes any message of the same verb.
  if (['cannot read', 'cannot write'].some((verb) => text.includes(verb) && message.includes(verb))) return undefined;
  return `expected the trap “${text}”, got “${message}”`;
}
