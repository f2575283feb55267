// Checks of `--strict`: a value of another type, or out of range, is an error instead of being coerced.

/** @param {unknown} value */
export function strictBool(value) {
  if (typeof value !== 'boolean') wrongType('a boolean', value);
  return value;
}

/** @param {unknown} value @param {number} low @param {number} high */
export function strictInt(value, low, high) {
  if (typeof value !== 'number') wrongType('a number', value);
  if (!Number.isInteger(value) || /** @type {number} */ (value) < low || /** @type {number} */ (value) > high) {
    throw new RangeError(`expected an integer from ${low} to ${high}, got ${value}`);
  }
  return value;
}

/** @param {unknown} value @param {bigint} low @param {bigint} high */
export function strictBigInt(value, low, high) {
  if (typeof value !== 'bigint') wrongType('a bigint', value);
  if (/** @type {bigint} */ (value) < low || /** @type {bigint} */ (value) > high) {
    throw new RangeError(`expected an integer from ${low} to ${high}, got ${value}`);
  }
  return value;
}

/** @param {unknown} value */
export function strictNumber(value) {
  if (typeof value !== 'number') wrongType('a number', value);
  return value;
}

/** @param {unknown} value */
export function strictString(value) {
  if (typeof value !== 'string') wrongType('a string', value);
  return value;
}

/** @param {string} expected @param {unknown} value @returns {never} */
function wrongType(expected, value) {
  throw new TypeError(`expected ${expected}, got ${value === null ? 'null' : typeof value}`);
}
