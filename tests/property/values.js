// Random values of a type as users write them, and what the other side is to see of them.

import { camelCase, typedArrays } from './types.js';

/** @typedef {import('./types.js').Type} Type */
/** @typedef {import('./types.js').Integer} Integer */
/** @typedef {import('./random.js').Random} Random */

const ascii = ['a', 'Z', '0', ' ', '\0', '\x7f'];
const latin1 = ['\x80', 'é', 'ÿ'];
const wide = ['Ā', '߿', 'ࠀ', '€', '\ud7ff', '\ue000', '\ufeff', '\ufffd', '\uffff', '😀', '\u{10ffff}'];
const scalarValues = [...ascii, ...latin1, ...wide];
const surrogates = ['\ud800', '\udbff', '\udc00', '\udfff'];
/** One script at a time, so that each encoding meets what it stores compactly and what it does not. */
const alphabets = [ascii, ascii, latin1, [...ascii, ...latin1], scalarValues, [...scalarValues, ...surrogates]];
/** Lengths about those at which strings are treated in another way. */
const lengths = [0, 1, 2, 3, 4, 5, 11, 12, 13, 15, 16, 17, 18, 31, 32, 33, 64, 100, 300];

const floats = [
  ...[0, -0, 1, -1.5, 0.1, 1 / 3, Infinity, -Infinity, NaN, Number.EPSILON, Number.MIN_VALUE, Number.MAX_VALUE],
  ...[2 ** 24 + 1, 2 ** -126, 2 ** -149, 2 ** -150, 3.4028235677973366e38, 2 ** 53 + 1, 2 ** 32, -(2 ** 31)],
];

/** Makes values that in all have about so many elements in their lists. */
export class Values {
  #room;

  /**
   * @param {Random} random
   * @param {number} room
   */
  constructor(random, room) {
    this.random = random;
    this.#room = room;
  }

  /**
   * @param {Type} type
   * @returns {unknown}
   */
  of(type) {
    const { random } = this;
    switch (type.kind) {
      case 'bool':
        return random.once(8) ? random.pick([0, 1, '', 'x', NaN, null, {}]) : random.once(2);
      case 'char':
        return random.pick(scalarValues);
      case 'string':
        return this.#string();
      case 'f32':
      case 'f64':
        return random.once(4) ? random.below(2 ** 32) / 7 : random.pick(floats);
      case 'list':
        return this.#list(type);
      case 'map':
        return this.#map(type);
      case 'tuple':
        return type.elements.map((element) => this.of(element));
      case 'option':
        return this.#option(type.payload);
      case 'result':
        return this.#case(random.once(2) ? ['ok', type.ok] : ['err', type.err]);
      case 'variant':
        return this.#case(random.pick(type.cases));
      case 'enum':
        return random.pick(type.names);
      case 'record':
        return this.#record(type.fields);
      case 'flags':
        return this.#flags(type.names);
      default:
        return this.#integer(type.kind);
    }
  }

  /** @param {Integer} kind */
  #integer(kind) {
    const { random } = this;
    const bits = Number(kind.slice(1));
    const anything = BigInt(random.below(2 ** 32)) << BigInt(random.below(32));
    const [end, half] = [1n << BigInt(bits), 1n << BigInt(bits - 1)];
    const value = random.pick([0n, 1n, end - 1n, half, half - 1n, anything]);
    // What is out of range wraps.
    const isFitted = !random.once(8);
    const given = !isFitted ? value : kind[0] === 'u' ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
    if (bits === 64) return random.once(8) ? Number(BigInt.asIntN(50, given)) : given;
    return isFitted || random.once(2) ? Number(given) : Number(given) + 0.5;
  }

  #string() {
    const { random } = this;
    const length = random.once(60) ? 1000 + random.below(30000) : random.pick(lengths);
    this.#room -= length / 50;
    if (random.once(4)) return random.pick(ascii).repeat(length) + random.pick(random.pick(alphabets));
    const alphabet = random.pick(alphabets);
    return Array.from({ length }, () => random.pick(alphabet)).join('');
  }

  /** @param {Extract<Type, { kind: 'list' }>} type */
  #list({ element, length }) {
    const { random } = this;
    const isNumber = element.kind in typedArrays;
    const wanted = random.once(10) && isNumber ? random.below(20000) : random.below(random.pick([1, 3, 8, 40]));
    const count = length ?? this.#take(wanted, isNumber ? 1 / 100 : 1);
    const items = Array.from({ length: count }, () => this.of(element));
    if (!isNumber) return items;
    // A number is taken for a bigint alone, not in lists.
    const isLong = element.kind === 'u64' || element.kind === 's64';
    const elements = isLong ? items.map((item) => BigInt(/** @type {any} */ (item))) : items;
    const array = typedArrays[/** @type {keyof typeof typedArrays} */ (element.kind)];
    return random.once(4) ? elements : /** @type {any} */ (array).from(elements);
  }

  /** @param {Extract<Type, { kind: 'map' }>} type */
  #map(type) {
    const { random } = this;
    const length = this.#take(random.below(random.pick([1, 4, 12])), 2);
    const pairs = Array.from({ length }, () => /** @type {const} */ ([this.of(type.key), this.of(type.value)]));
    return random.once(4) ? pairs : new Map(pairs);
  }

  /**
   * @param {number} wanted
   * @param {number} cost of each
   */
  #take(wanted, cost) {
    const count = Math.max(0, Math.min(wanted, Math.floor(this.#room / cost)));
    this.#room -= count * cost;
    return count;
  }

  /** @param {Type} payload */
  #option(payload) {
    const isSome = !this.random.once(3);
    const value = isSome ? this.of(payload) : undefined;
    if (isNullable(payload)) return isSome ? { tag: 'some', val: value } : { tag: 'none' };
    // A payload that is null or undefined would be none.
    return isSome ? (value ?? false) : this.random.pick([undefined, null]);
  }

  /** @param {readonly [string, Type | undefined]} chosen */
  #case([tag, payload]) {
    if (payload !== undefined) return { tag, val: this.of(payload) };
    return this.random.once(4) ? { tag, val: undefined } : { tag };
  }

  /** @param {[name: string, type: Type][]} fields */
  #record(fields) {
    const entries = fields.map(([name, type]) => [camelCase(name), this.of(type)]);
    const isGiven = (/** @type {unknown} */ value) => value !== undefined || this.random.once(2);
    return Object.fromEntries(entries.filter(([, value]) => isGiven(value)));
  }

  /** @param {string[]} names */
  #flags(names) {
    const set = names.filter(() => this.random.once(2)).map((name) => [camelCase(name), true]);
    const unset = names.filter(() => this.random.once(4)).map((name) => [camelCase(name), false]);
    return Object.fromEntries([...unset, ...set]);
  }
}

/**
 * What is seen where a value arrives that was given so.
 *
 * @param {Type} type
 * @param {any} given
 * @returns {unknown}
 */
export function seen(type, given) {
  switch (type.kind) {
    case 'bool':
      return Boolean(given);
    case 'string':
      return given.toWellFormed();
    case 'char':
    case 'enum':
      return given;
    case 'list':
      return seenList(type, given);
    case 'map':
      return new Map([...new Map(given)].map(([key, value]) => [seen(type.key, key), seen(type.value, value)]));
    case 'tuple':
      return type.elements.map((element, index) => seen(element, given[index]));
    case 'option':
      return seenOption(type.payload, given);
    case 'result':
      return seenCase(given, given.tag === 'ok' ? type.ok : type.err);
    case 'variant':
      return seenCase(given, type.cases.find(([name]) => name === given.tag)?.[1]);
    case 'record':
      return Object.fromEntries(type.fields.map(([name, each]) => [camelCase(name), seen(each, own(given, name))]));
    case 'flags':
      return Object.fromEntries(type.names.map((name) => [camelCase(name), Boolean(own(given, name))]));
    default:
      return numbers(type.kind, [given])[0];
  }
}

/**
 * What an object has itself: a field that is left out is none, also if it is called `constructor`.
 *
 * @param {any} given
 * @param {string} name
 */
function own(given, name) {
  return Object.hasOwn(given, camelCase(name)) ? given[camelCase(name)] : undefined;
}

/**
 * @param {Extract<Type, { kind: 'list' }>} type
 * @param {any} given
 */
function seenList({ element, length }, given) {
  if (length === undefined && element.kind in typedArrays) return numbers(element.kind, given);
  return Array.from(given, (item) => seen(element, item));
}

/**
 * A typed array converts as lowering does: integers wrap, floats are rounded.
 *
 * @param {string} kind
 * @param {any} items
 */
function numbers(kind, items) {
  const array = /** @type {any} */ (typedArrays)[kind];
  return array.from(items, kind === 'u64' || kind === 's64' ? BigInt : Number);
}

/**
 * Whether `undefined` is a value of a type: of an option, unless that is tagged itself.
 *
 * @param {Type} type
 * @returns {boolean}
 */
function isNullable(type) {
  return type.kind === 'option' && !isNullable(type.payload);
}

/**
 * @param {Type} payload
 * @param {any} given
 */
function seenOption(payload, given) {
  if (!isNullable(payload)) return given === undefined || given === null ? undefined : seen(payload, given);
  return given.tag === 'none' ? { tag: 'none' } : { tag: 'some', val: seen(payload, given.val) };
}

/**
 * @param {{ tag: string, val?: unknown }} given
 * @param {Type | undefined} payload
 */
function seenCase({ tag, val }, payload) {
  return payload === undefined ? { tag } : { tag, val: seen(payload, val) };
}
