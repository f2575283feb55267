// Core code in text form that moves values between core values and linear memory, as a guest's bindings do.

import { casesOf, discriminantSize, flatTypes, layout, membersOf, offsets, payloadOffset } from './layout.js';

/** @typedef {import('./types.js').Type} Type */
/** @typedef {import('./layout.js').Bits} Bits */
/** @typedef {import('./layout.js').Core} Core */

/**
 * Stores a value that is given as core values.
 *
 * @param {Type} type
 * @param {string[]} flat expressions without effects, one for each flat type
 * @param {string} base an expression of the address
 * @param {number} offset
 * @param {Bits} bits
 * @returns {string} instructions
 */
export function store(type, flat, base, offset, bits) {
  const cases = casesOf(type);
  if (cases !== undefined) return storeCase(type, cases, flat, base, offset, bits);
  const members = membersOf(type);
  if (members !== undefined) return storeMembers(members, flat, base, offset, bits);
  if (flat.length === 2) {
    const [ptr, length] = flat;
    const stored = [`offset=${offset} ${base} ${ptr}`, `offset=${offset + bits / 8} ${base} ${length}`];
    return stored.map((each) => `(i${bits}.store ${each})`).join(' ');
  }
  return storeScalar(flatTypes(type, bits)[0], layout(type, bits).size, flat[0], base, offset);
}

/**
 * @param {Type[]} members
 * @param {string[]} flat
 * @param {string} base
 * @param {number} offset
 * @param {Bits} bits
 */
function storeMembers(members, flat, base, offset, bits) {
  const places = offsets(members, bits);
  let taken = 0;
  const stores = members.map((member, index) => {
    const { length } = flatTypes(member, bits);
    taken += length;
    return store(member, flat.slice(taken - length, taken), base, offset + places[index], bits);
  });
  return stores.join(' ');
}

/**
 * @param {Type} type
 * @param {(Type | undefined)[]} cases
 * @param {string[]} flat
 * @param {string} base
 * @param {number} offset
 * @param {Bits} bits
 */
function storeCase(type, cases, [discriminant, ...flat], base, offset, bits) {
  const joined = flatTypes(type, bits).slice(1);
  const payloads = cases.map((payload, index) => {
    if (payload === undefined) return '';
    const own = flatTypes(payload, bits).map((core, place) => unjoined(flat[place], joined[place], core));
    const stored = store(payload, own, base, offset + payloadOffset(cases, bits), bits);
    return `(if (i32.eq ${discriminant} (i32.const ${index})) (then ${stored}))`;
  });
  return [storeScalar('i32', discriminantSize(cases.length), discriminant, base, offset), ...payloads].join(' ');
}

/**
 * @param {Core} core
 * @param {number} size in bytes
 * @param {string} value
 * @param {string} base
 * @param {number} offset
 */
function storeScalar(core, size, value, base, offset) {
  const narrow = core === 'i32' && size < 4 ? String(size * 8) : '';
  return `(${core}.store${narrow} offset=${offset} ${base} ${value})`;
}

/**
 * What a place that payloads of several types share holds of one of them.
 *
 * @param {string} value
 * @param {Core} joined
 * @param {Core} core
 */
function unjoined(value, joined, core) {
  switch (`${joined} ${core}`) {
    case 'i32 f32':
      return `(f32.reinterpret_i32 ${value})`;
    case 'i64 i32':
      return `(i32.wrap_i64 ${value})`;
    case 'i64 f32':
      return `(f32.reinterpret_i32 (i32.wrap_i64 ${value}))`;
    case 'i64 f64':
      return `(f64.reinterpret_i64 ${value})`;
    default:
      return value;
  }
}

/**
 * Loads a value that one core value stands for.
 *
 * @param {Type} type
 * @param {string} base an expression of the address
 * @param {Bits} bits
 * @returns {string} an expression
 */
export function load(type, base, bits) {
  const [member] = membersOf(type) ?? [];
  if (member !== undefined) return load(member, base, bits);
  const [core] = flatTypes(type, bits);
  const size = casesOf(type) === undefined ? layout(type, bits).size : discriminantSize(casesOf(type)?.length ?? 0);
  const narrow = core === 'i32' && size < 4 ? `${size * 8}_${type.kind.startsWith('s') ? 's' : 'u'}` : '';
  return `(${core}.load${narrow} ${base})`;
}
