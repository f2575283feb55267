// The flat core types of the types that property tests are made of.

/** @typedef {import('../../property/types.js').Type} Type */
/** @typedef {'i32' | 'i64' | 'f32' | 'f64'} CoreType */

/**
 * @param {Type} type
 * @returns {CoreType[]}
 */
export function flatTypes(type) {
  switch (type.kind) {
    case 'string':
    case 'map':
      return ['i32', 'i32'];
    case 'list':
      return type.length === undefined ? ['i32', 'i32'] : Array(type.length).fill(flatTypes(type.element)).flat();
    case 'tuple':
      return type.elements.flatMap(flatTypes);
    case 'record':
      return type.fields.flatMap(([, each]) => flatTypes(each));
    case 'option':
      return flatCases([undefined, type.payload]);
    case 'result':
      return flatCases([type.ok, type.err]);
    case 'variant':
      return flatCases(type.cases.map(([, payload]) => payload));
    case 'u64':
    case 's64':
      return ['i64'];
    case 'f32':
    case 'f64':
      return [type.kind];
    default:
      return ['i32'];
  }
}

/**
 * A discriminant, and after it for each place what holds the payloads of all cases.
 *
 * @param {(Type | undefined)[]} payloads
 * @returns {CoreType[]}
 */
function flatCases(payloads) {
  const flat = payloads.map((payload) => (payload === undefined ? [] : flatTypes(payload)));
  const places = Math.max(...flat.map((types) => types.length));
  const at = (/** @type {number} */ place) => flat.flatMap((types) => types.slice(place, place + 1));
  return ['i32', ...Array.from({ length: places }, (_, place) => at(place).reduce(join))];
}

/**
 * @param {CoreType} a
 * @param {CoreType} b
 * @returns {CoreType}
 */
function join(a, b) {
  if (a === b) return a;
  const isNarrow = [a, b].every((type) => type === 'i32' || type === 'f32');
  return isNarrow ? 'i32' : 'i64';
}
