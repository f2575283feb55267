// The part of node:assert/strict that tests of ours use, for pages.

export class AssertionError extends Error {
  /** @param {string | Error | undefined} message @param {string} otherwise */
  constructor(message, otherwise) {
    super(typeof message === 'string' ? `${message}: ${otherwise}` : otherwise);
    this.name = 'AssertionError';
  }
}

/** @param {unknown} value @param {string | Error} [message] */
function ok(value, message) {
  if (!value) throw new AssertionError(message, `${show(value)} is not true`);
}

/** @param {unknown} value */
function show(value) {
  const plain = (/** @type {string} */ _, /** @type {unknown} */ member) => (typeof member === 'bigint' ? `${member}n` : member);
  return typeof value === 'object' ? (JSON.stringify(value, plain) ?? String(value)) : String(value);
}

/**
 * As `deepStrictEqual` has it: the same prototypes, the same own enumerable members, `Object.is` for the rest.
 *
 * @param {any} actual
 * @param {any} expected
 * @returns {boolean}
 */
function isDeepEqual(actual, expected) {
  if (Object.is(actual, expected)) return true;
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) return false;
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return false;
  if (actual instanceof Map || actual instanceof Set) return isDeepEqual([...actual], [...expected]);
  if (actual instanceof Error && actual.message !== expected.message) return false;
  if (actual instanceof Date && Number(actual) !== Number(expected)) return false;
  const [keys, others] = [Object.keys(actual), Object.keys(expected)];
  if (keys.length !== others.length) return false;
  return keys.every((key) => Object.hasOwn(expected, key) && isDeepEqual(actual[key], expected[key]));
}

/**
 * Whether what was thrown is what was expected: a pattern, a class, a check, or an object with some of its members.
 *
 * @param {any} thrown
 * @param {any} expected
 * @param {string | Error} [message]
 */
function checkThrown(thrown, expected, message) {
  if (expected === undefined || typeof expected === 'string') return;
  if (expected instanceof RegExp) return match(String(thrown), expected, message);
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && thrown instanceof expected) return;
    if (Error.isPrototypeOf(expected)) throw new AssertionError(message, `${show(thrown)} is no ${expected.name}`);
    return ok(expected.call({}, thrown) === true, message);
  }
  for (const [key, value] of Object.entries(expected)) {
    if (value instanceof RegExp) match(String(thrown[key]), value, message);
    else deepEqual(thrown[key], value, message);
  }
  if (expected instanceof Error) equal(thrown.message, expected.message, message);
}

/** @param {unknown} actual @param {unknown} expected @param {string | Error} [message] */
function equal(actual, expected, message) {
  if (!Object.is(actual, expected)) throw new AssertionError(message, `${show(actual)} is not ${show(expected)}`);
}

/** @param {unknown} actual @param {unknown} expected @param {string | Error} [message] */
function deepEqual(actual, expected, message) {
  if (!isDeepEqual(actual, expected)) throw new AssertionError(message, `${show(actual)} is not ${show(expected)}`);
}

/** @param {string} text @param {RegExp} pattern @param {string | Error} [message] */
function match(text, pattern, message) {
  if (!pattern.test(text)) throw new AssertionError(message, `${show(text)} does not match ${pattern}`);
}

/** @param {() => unknown} call @param {any} [expected] @param {string | Error} [message] */
function throws(call, expected, message) {
  let result;
  try {
    result = call();
  } catch (thrown) {
    return checkThrown(thrown, expected, message);
  }
  throw new AssertionError(message, `nothing was thrown, but ${show(result)} returned`);
}

/** @param {Promise<unknown> | (() => Promise<unknown>)} promise @param {any} [expected] @param {string | Error} [message] */
async function rejects(promise, expected, message) {
  let result;
  try {
    result = await (typeof promise === 'function' ? promise() : promise);
  } catch (thrown) {
    return checkThrown(thrown, expected, message);
  }
  throw new AssertionError(message, `nothing was thrown, but ${show(result)} returned`);
}

const assert = Object.assign(ok.bind(undefined), {
  AssertionError,
  ok,
  equal,
  strictEqual: equal,
  deepEqual,
  deepStrictEqual: deepEqual,
  match,
  throws,
  rejects,
  /** @param {unknown} actual @param {unknown} expected @param {string} [message] */
  notEqual: (actual, expected, message) => ok(!Object.is(actual, expected), message),
  /** @param {unknown} actual @param {unknown} expected @param {string} [message] */
  notDeepEqual: (actual, expected, message) => ok(!isDeepEqual(actual, expected), message),
  /** @param {string} text @param {RegExp} pattern @param {string} [message] */
  doesNotMatch: (text, pattern, message) => ok(!pattern.test(text), message),
  /** @param {string} [message] */
  fail(message) {
    throw new AssertionError(message, 'it failed');
  },
});

export default assert;
