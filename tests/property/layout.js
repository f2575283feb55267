// Where values lie in linear memory and which core values stand for them, told from CanonicalABI.md ("Alignment",
// "Element Size", "Flattening") apart from the transpiler, so that the two can be held against each other.

/** @typedef {import('./types.js').Type} Type */
/** @typedef {'i32' | 'i64' | 'f32' | 'f64'} Core */
/** @typedef {32 | 64} Bits the width of addresses */

/** @type {Record<string, number>} */
const scalarSizes = { bool: 1, u8: 1, s8: 1, u16: 2, s16: 2, u32: 4, s32: 4, u64: 8, s64: 8, f32: 4, f64: 8, char: 4 };

/**
 * @param {Type} type
 * @param {Bits} bits
 * @returns {{ size: number, align: number }}
 */
export function layout(type, bits) {
  const cases = casesOf(type);
  if (cases !== undefined) return variantLayout(cases, bits);
  const members = membersOf(type);
  if (members !== undefined) return recordLayout(members, bits);
  if (type.kind === 'flags') return square(type.names.length <= 8 ? 1 : type.names.length <= 16 ? 2 : 4);
  const size = scalarSizes[type.kind];
  return size === undefined ? { size: bits / 4, align: bits / 8 } : square(size);
}

/** @param {number} size */
const square = (size) => ({ size, align: size });

/**
 * @param {Type[]} members
 * @param {Bits} bits
 */
function recordLayout(members, bits) {
  const layouts = members.map((member) => layout(member, bits));
  const align = Math.max(1, ...layouts.map((each) => each.align));
  const end = layouts.reduce((at, each) => alignTo(at, each.align) + each.size, 0);
  return { size: alignTo(end, align), align };
}

/**
 * @param {(Type | undefined)[]} cases
 * @param {Bits} bits
 */
function variantLayout(cases, bits) {
  const payloads = cases.flatMap((payload) => (payload === undefined ? [] : [layout(payload, bits)]));
  const align = Math.max(discriminantSize(cases.length), ...payloads.map((each) => each.align));
  const end = payloadOffset(cases, bits) + Math.max(0, ...payloads.map((each) => each.size));
  return { size: alignTo(end, align), align };
}

/**
 * @param {Type[]} members
 * @param {Bits} bits
 * @returns {number[]}
 */
export function offsets(members, bits) {
  let end = 0;
  return members.map((member) => {
    const { size, align } = layout(member, bits);
    const at = alignTo(end, align);
    end = at + size;
    return at;
  });
}

/**
 * @param {(Type | undefined)[]} cases
 * @param {Bits} bits
 */
export function payloadOffset(cases, bits) {
  const aligns = cases.map((payload) => (payload === undefined ? 1 : layout(payload, bits).align));
  return alignTo(discriminantSize(cases.length), Math.max(...aligns));
}

/** @param {number} cases */
export function discriminantSize(cases) {
  return cases <= 0x100 ? 1 : cases <= 0x10000 ? 2 : 4;
}

/**
 * @param {Type} type
 * @param {Bits} bits
 * @returns {Core[]}
 */
export function flatTypes(type, bits) {
  const cases = casesOf(type);
  if (cases !== undefined) return flatCases(cases, bits);
  const members = membersOf(type);
  if (members !== undefined) return members.flatMap((member) => flatTypes(member, bits));
  switch (type.kind) {
    case 'string':
    case 'list':
    case 'map':
      return [`i${bits}`, `i${bits}`];
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
 * @param {(Type | undefined)[]} cases
 * @param {Bits} bits
 * @returns {Core[]}
 */
function flatCases(cases, bits) {
  const flat = cases.map((payload) => (payload === undefined ? [] : flatTypes(payload, bits)));
  const places = Math.max(...flat.map((types) => types.length));
  const at = (/** @type {number} */ place) => flat.flatMap((types) => types.slice(place, place + 1));
  return ['i32', ...Array.from({ length: places }, (_, place) => at(place).reduce(join))];
}

/**
 * @param {Core} a
 * @param {Core} b
 * @returns {Core}
 */
function join(a, b) {
  if (a === b) return a;
  return [a, b].every((type) => type === 'i32' || type === 'f32') ? 'i32' : 'i64';
}

/**
 * What lies one after the other.
 *
 * @param {Type} type
 * @returns {Type[] | undefined}
 */
export function membersOf(type) {
  if (type.kind === 'record') return type.fields.map(([, each]) => each);
  if (type.kind === 'tuple') return type.elements;
  if (type.kind === 'list' && type.length !== undefined) return Array(type.length).fill(type.element);
  return undefined;
}

/**
 * What lies at the same place, behind a discriminant.
 *
 * @param {Type} type
 * @returns {(Type | undefined)[] | undefined}
 */
export function casesOf(type) {
  if (type.kind === 'variant') return type.cases.map(([, payload]) => payload);
  if (type.kind === 'enum') return type.names.map(() => undefined);
  if (type.kind === 'option') return [undefined, type.payload];
  if (type.kind === 'result') return [type.ok, type.err];
  return undefined;
}

/**
 * @param {number} at
 * @param {number} align
 */
function alignTo(at, align) {
  return Math.ceil(at / align) * align;
}
