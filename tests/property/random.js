// Choices from a seed, and random types made of them.

import { keys, scalars } from './types.js';

/** @typedef {import('./types.js').Type} Type */

// Names that mean something in JavaScript, or in what is generated around them.
const names = [
  ...['a', 'the-name', 'x1', 'tag', 'val', 'length', 'constructor', 'proto', 'to-string', 'value-of', 'default'],
  ...['class', 'then', 'name', 'prototype', 'arguments', 'eval', 'await', 'has-own-property', 'some', 'none', 'ok'],
  ...['err', 'HTTP-error', 'buffer', 'mem0', 'ptr', 'ret', 'undefined', 'null', 'in', 'byte-length'],
];

/** About those at which flags take another byte. */
const flagCounts = [1, 7, 8, 9, 16, 17, 31, 32];

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
   * Whether something happens that does once in so many times.
   *
   * @param {number} times
   */
  once(times) {
    return this.below(times) === 0;
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
   * @param {number} least
   * @param {number} most
   * @param {(index: number) => T} make
   * @returns {T[]}
   */
  some(least, most, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index));
  }

  /**
   * A type that nests at most so deep.
   *
   * @param {number} depth
   * @returns {Type}
   */
  type(depth) {
    if (depth === 0 || this.once(4)) return { kind: this.pick(scalars) };
    const inner = () => this.type(depth - 1);
    const maybe = () => (this.once(3) ? undefined : inner());
    switch (this.below(11)) {
      case 0:
        return { kind: 'tuple', elements: this.some(1, 4, inner) };
      case 1:
        return { kind: 'option', payload: inner() };
      case 2:
        return { kind: 'result', ok: maybe(), err: maybe() };
      case 3:
      case 4:
        return { kind: 'record', fields: this.#names(this.pick([3, 6, 18])).map((name) => [name, inner()]) };
      case 5:
        return { kind: 'variant', cases: this.#names(this.pick([3, 6])).map((name) => [name, maybe()]) };
      case 6:
        return { kind: 'enum', names: this.once(8) ? numbered(200 + this.below(100)) : this.#names(12) };
      case 7:
        return { kind: 'flags', names: this.once(2) ? this.#names(32) : numbered(this.pick(flagCounts)) };
      case 8:
        return { kind: 'list', element: inner(), length: 1 + this.below(this.pick([3, 20])) };
      case 9:
        return { kind: 'map', key: { kind: this.pick(keys) }, value: inner() };
      default:
        return { kind: 'list', element: inner() };
    }
  }

  /** @param {number} most */
  #names(most) {
    return [...new Set(this.some(1, most, () => this.pick(names)))];
  }
}

/** @param {number} count */
function numbered(count) {
  return Array.from({ length: count }, (_, index) => `n${index}`);
}
