// JavaScript values as JSON and back. What JSON has not is an object with one property that begins with `$`, which no
// property of a record does: the other half is crates/tools/src/invoke/values.rs.

/**
 * @param {any} json
 * @returns {unknown}
 */
export function fromPlain(json) {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(fromPlain);
  if ('$bigint' in json) return BigInt(json.$bigint);
  if ('$number' in json) return Number(json.$number);
  if ('$undefined' in json) return undefined;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, fromPlain(value)]));
}

/**
 * @param {any} value
 * @param {(what: string) => Error} refuse for what is no plain value
 * @returns {unknown}
 */
export function toPlain(value, refuse) {
  switch (typeof value) {
    case 'bigint':
      return { $bigint: String(value) };
    case 'number':
      return isPlainNumber(value) ? value : { $number: Object.is(value, -0) ? '-0' : String(value) };
    case 'undefined':
      return { $undefined: true };
    case 'object':
      return objectToPlain(value, refuse);
    case 'function':
      throw refuse('a function');
    default:
      return value;
  }
}

/** @param {number} value */
const isPlainNumber = (value) => Number.isFinite(value) && !Object.is(value, -0);

/**
 * @param {any} value
 * @param {(what: string) => Error} refuse
 */
function objectToPlain(value, refuse) {
  if (value === null) return { $undefined: true };
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(/** @type {any} */ (value), (item) => toPlain(item, refuse));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw refuse(`a resource ${prototype.constructor.name}`);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item, refuse)]));
}
