// Compares what a call returned with what was expected of it.

import { fromConstant, holdsOption, lowerCamelCase, resultCase } from './values.js';

/**
 * @typedef {import('./values.js').Constant} Constant
 * @typedef {import('./values.js').Resources} Resources
 * @typedef {(expected: Constant, actual: unknown) => string | undefined} Inner compares what is inside another value
 */

/**
 * @param {Constant} expected
 * @param {unknown} actual
 * @param {Resources} [resources] takes the resources in the value
 * @returns {string | undefined} the difference, or undefined when there is none
 */
export function difference(expected, actual, resources = new Map()) {
  const compare = comparisons[expected.type] ?? differenceOfScalars;
  return compare(expected, actual, (inner, item) => difference(inner, item, resources), resources);
}

/**
 * Compares what a function returned or threw. A result of its own is not a value: it returns the one case and throws
 * the other.
 *
 * @param {Constant | undefined} expected undefined when it has no result
 * @param {{ returned?: unknown, thrown?: any }} outcome
 * @param {Resources} [resources] takes the resources in the value
 * @returns {string | undefined}
 */
export function differenceOfOutcome(expected, { returned, thrown }, resources) {
  if (expected?.type !== 'result') {
    if (thrown !== undefined) throw thrown;
    if (expected !== undefined) return difference(expected, returned, resources);
    return returned === undefined ? undefined : `expected nothing, got ${describe(returned)}`;
  }
  // Anything without a payload is a trap or a mistake.
  if (thrown !== undefined && !(typeof thrown === 'object' && 'payload' in thrown)) throw thrown;
  const [tag, payload] = resultCase(expected.value);
  const actual = thrown === undefined ? { tag: 'ok', val: returned } : { tag: 'err', val: thrown.payload };
  if (tag !== actual.tag) return `expected ${tag}, got ${describe(actual)}`;
  return differenceOfOutcome(payload ?? undefined, { returned: actual.val }, resources);
}

/**
 * @typedef {(expected: Constant, actual: any, inner: Inner, resources: Resources) => string | undefined} Compare
 * @type {Record<string, Compare>}
 */
const comparisons = {
  f32: differenceOfFloats,
  f64: differenceOfFloats,
  list: differenceOfLists,
  tuple: differenceOfLists,
  record: (expected, actual, inner) => {
    if (typeof actual !== 'object' || actual === null) return mismatch(expected, actual);
    const fields = /** @type {[string, Constant][]} */ (expected.value);
    return firstOf(fields, ([name, value]) => at(`field ${name}`, inner(value, actual[lowerCamelCase(name)])));
  },
  flags: (expected, actual) => {
    if (typeof actual !== 'object' || actual === null) return mismatch(expected, actual);
    const set = Object.keys(actual).filter((name) => actual[name]).sort();
    const wanted = expected.value.map(lowerCamelCase).sort();
    return set.join() === wanted.join() ? undefined : mismatch(expected, actual);
  },
  variant: (expected, actual, inner) =>
    differenceOfCases(expected, [expected.value.case, expected.value.payload], actual, inner),
  result: (expected, actual, inner) => differenceOfCases(expected, resultCase(expected.value), actual, inner),
  option: (expected, actual, inner) => {
    if (expected.value === null) {
      const isNone = actual?.tag === 'none' || (expected.nested !== true && actual === undefined);
      return isNone ? undefined : mismatch(expected, actual);
    }
    if (holdsOption(expected)) {
      return actual?.tag === 'some' ? inner(expected.value, actual.val) : mismatch(expected, actual);
    }
    return actual === undefined ? mismatch(expected, actual) : inner(expected.value, actual);
  },
  own: (expected, actual, _, resources) => {
    if (typeof actual !== 'object' || actual === null) return mismatch(expected, actual);
    resources.set(expected.value, actual);
    return undefined;
  },
  either: (expected, actual, inner) => {
    const differences = (expected.values ?? []).map((value) => inner(value, actual));
    return differences.includes(undefined) ? undefined : differences[0];
  },
  refnull: (expected, actual) => (actual === null ? undefined : mismatch(expected, actual)),
  funcref: (expected, actual) => {
    const isExpected = expected.value === 'null' ? actual === null : typeof actual === 'function';
    return isExpected ? undefined : mismatch(expected, actual);
  },
};

/**
 * @param {Constant} expected
 * @param {unknown} actual
 */
function differenceOfScalars(expected, actual) {
  return Object.is(fromConstant(expected), actual) ? undefined : mismatch(expected, actual);
}

/**
 * @param {Constant} expected
 * @param {unknown} actual
 */
function differenceOfFloats(expected, actual) {
  const isNaNExpected = String(expected.value).startsWith('nan:');
  return isNaNExpected && Number.isNaN(actual) ? undefined : differenceOfScalars(expected, actual);
}

/**
 * @param {Constant} expected
 * @param {any} actual an array or a typed array
 * @param {Inner} inner
 */
function differenceOfLists(expected, actual, inner) {
  if (!Array.isArray(actual) && !ArrayBuffer.isView(actual)) return mismatch(expected, actual);
  const items = /** @type {Constant[]} */ (expected.value);
  const actuals = Array.from(/** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (actual)));
  if (actuals.length !== items.length) return `expected ${items.length} items, got ${actuals.length}`;
  return firstOf(items, (item, index) => at(`item ${index}`, inner(item, actuals[index])));
}

/**
 * @param {Constant} expected
 * @param {[tag: string, payload: Constant | null | undefined]} wanted
 * @param {any} actual
 * @param {Inner} inner
 */
function differenceOfCases(expected, [tag, payload], actual, inner) {
  if (actual?.tag !== tag) return mismatch(expected, actual);
  if (payload) return at(`case ${tag}`, inner(payload, actual.val));
  return actual.val === undefined ? undefined : mismatch(expected, actual);
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T, index: number) => string | undefined} look
 */
function firstOf(items, look) {
  for (const [index, item] of items.entries()) {
    const found = look(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * @param {string} place
 * @param {string | undefined} problem
 */
function at(place, problem) {
  return problem === undefined ? undefined : `${place}: ${problem}`;
}

/**
 * @param {Constant} expected
 * @param {unknown} actual
 */
function mismatch(expected, actual) {
  return `expected ${JSON.stringify(expected)}, got ${describe(actual)}`;
}

/** @param {unknown} value */
export function describe(value) {
  const text = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
  return text ?? String(value);
}
