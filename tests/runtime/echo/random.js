// Random types, and random values of a type as JavaScript has them, from a seed.

import { keys, scalars } from './types.js';

/** @typedef {import('./types.js').Type} Type */

export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed;
  }

  /**
   * A whole number below the limit.
   *
   * @param {number} limit
   */
  below(limit) {
    // Mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  /**
   * @template T
   * @param {readonly T[]} items
   * @returns {T}
   */
  pick(items) {
    return items[this.below(items.length)];
  }

  /**
   * @template T
   * @param {number} most
   * @param {(index: number) => T} make
   * @returns {T[]} at most so many items
   */
  some(most, make) {
    return Array.from({ length: this.below(most + 1) }, (_, index) => make(index));
  }

  /**
   * @param {number} depth how deep types may nest
   * @returns {Type}
   */
  type(depth) {
    if (depth === 0 || this.below(3) === 0) return { kind: this.pick(scalars) };
    const inner = () => this.type(depth - 1);
    const maybe = () => (this.below(3) === 0 ? undefined : inner());
    switch (this.below(10)) {
      case 0:
        return { kind: 'tuple', elements: [inner(), ...this.some(3, inner)] };
      case 1:
        return { kind: 'option', payload: inner() };
      case 2:
        return { kind: 'result', ok: maybe(), err: maybe() };
      case 3:
        return { kind: 'record', fields: [['a', inner()], ...this.some(4, (index) => field(index, inner()))] };
      case 4:
        return { kind: 'variant', cases: [['a', maybe()], ...this.some(4, (index) => field(index, maybe()))] };
      case 5:
        return { kind: 'enum', names: names(1 + this.below(this.pick([4, 300]))) };
      case 6:
        return { kind: 'flags', names: names(1 + this.below(32)) };
      case 7:
        return { kind: 'list', element: inner(), length: 1 + this.below(4) };
      case 8:
        return { kind: 'map', key: { kind: this.pick(keys) }, value: inner() };
      default:
        return { kind: 'list', element: inner() };
    }
  }

  /**
   * @param {Type} type
   * @returns {unknown}
   */
  value(type) {
    switch (type.kind) {
      case 'bool':
        return this.below(2) === 1;
      case 'char':
        return this.pick(characters);
      case 'string':
        return this.#string();
      case 'f32':
        return Math.fround(this.#float());
      case 'f64':
        return this.#float();
      case 'list':
        return listOf(type, this.#items(type));
      case 'map':
        return new Map(this.some(6, () => [this.value(type.key), this.value(type.value)]));
      case 'tuple':
        return type.elements.map((element) => this.value(element));
      case 'option':
        return this.#option(type.payload);
      case 'result':
        return this.#case(this.pick([['ok', type.ok], ['err', type.err]]));
      case 'variant':
        return this.#case(this.pick(type.cases));
      case 'enum':
        return this.pick(type.names);
      case 'record':
        return Object.fromEntries(type.fields.map(([name, each]) => [camelCase(name), this.value(each)]));
      case 'flags':
        return Object.fromEntries(type.names.map((name) => [camelCase(name), this.below(2) === 1]));
      default:
        return this.#integer(type.kind);
    }
  }

  /** @param {string} kind */
  #integer(kind) {
    const bits = Number(kind.slice(1));
    const anything = BigInt(this.below(2 ** 32)) << BigInt(this.below(32));
    const value = this.pick([0n, 1n, (1n << BigInt(bits)) - 1n, 1n << BigInt(bits - 1), anything]);
    const fitted = kind[0] === 'u' ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
    return bits === 64 ? fitted : Number(fitted);
  }

  #float() {
    return this.pick([0, -0, 1, -1.5, 0.1, 1e30, -1e-30, Infinity, -Infinity, NaN, this.below(2 ** 32) / 7]);
  }

  #string() {
    // One script at a time, so that each encoding meets what it stores compactly and what it does not.
    const alphabet = this.pick([ascii, [...ascii, ...latin1], characters]);
    return Array.from({ length: this.below(this.pick([4, 40, 400])) }, () => this.pick(alphabet)).join('');
  }

  /** @param {Extract<Type, { kind: 'list' }>} type */
  #items({ element, length }) {
    return Array.from({ length: length ?? this.below(this.pick([2, 6, 40])) }, () => this.value(element));
  }

  /** @param {Type} payload */
  #option(payload) {
    const isSome = this.below(3) > 0;
    const value = isSome ? this.value(payload) : undefined;
    if (!isNullable(payload)) return value;
    return isSome ? { tag: 'some', val: value } : { tag: 'none' };
  }

  /** @param {readonly [string, Type | undefined] | readonly (string | Type | undefined)[]} chosen */
  #case([tag, payload]) {
    return payload === undefined ? { tag } : { tag, val: this.value(/** @type {Type} */ (payload)) };
  }
}

const ascii = ['a', 'Z', '0', ' ', '\0', '\x7f'];
const latin1 = ['\x80', 'é', 'ÿ'];
const characters = [...ascii, ...latin1, 'Ā', '߿', 'ࠀ', '€', '\ud7ff', '\ue000', '\ufeff', '\uffff', '😀', '\u{10ffff}'];

/** @type {Record<string, { from(items: any[]): unknown }>} what a list of numbers is in JavaScript */
const typedArrays = {
  u8: Uint8Array,
  s8: Int8Array,
  u16: Uint16Array,
  s16: Int16Array,
  u32: Uint32Array,
  s32: Int32Array,
  u64: BigUint64Array,
  s64: BigInt64Array,
  f32: Float32Array,
  f64: Float64Array,
};

/**
 * @param {Extract<Type, { kind: 'list' }>} type
 * @param {unknown[]} items
 */
function listOf({ element, length }, items) {
  const array = length === undefined ? typedArrays[element.kind] : undefined;
  return array === undefined ? items : array.from(items);
}

/**
 * @template T
 * @param {number} index
 * @param {T} type
 * @returns {[string, T]}
 */
function field(index, type) {
  return [`the-${String.fromCharCode(98 + index)}`, type];
}

/** @param {number} count */
function names(count) {
  return Array.from({ length: count }, (_, index) => `name${index}`);
}

/** @param {string} name */
function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/**
 * Whether `undefined` is a value of a type: of an option, unless that is tagged itself.
 *
 * @param {import('./types.js').Type} type
 * @returns {boolean}
 */
function isNullable(type) {
  return type.kind === 'option' && !isNullable(type.payload);
}
