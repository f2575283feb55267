// Lifting after lowering is the identity: a guest returns what it is given, and its host sees the same on the way.
//
// Another seed, or more types, can be tried: JCO_SEED=123 JCO_TYPES=5000 node --test tests/property/echo.test.js

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { instantiable } from '../runtime/guest.js';
import { ballast, echoComponent, forms } from './component.js';
import { flatTypes, layout } from './layout.js';
import { Random } from './random.js';
import { scalars } from './types.js';
import { Values, seen } from './values.js';

/** @typedef {import('./types.js').Type} Type */
/** @typedef {import('./layout.js').Bits} Bits */
/** @typedef {typeof forms[number]} Form */

const seed = Number(process.env.JCO_SEED ?? 1);
const typeCount = Number(process.env.JCO_TYPES ?? 300);
const typesPerComponent = 25;
const valuesPerType = 5;

/** What random choice would seldom give. @type {Type[]} */
const fixedTypes = [
  ...scalars.map((kind) => ({ kind })),
  ...scalars.map((kind) => /** @type {Type} */ ({ kind: 'list', element: { kind } })),
  ...scalars.map((kind) => /** @type {Type} */ ({ kind: 'option', payload: { kind } })),
  { kind: 'option', payload: { kind: 'option', payload: { kind: 'option', payload: { kind: 'u8' } } } },
  { kind: 'result' },
  { kind: 'list', element: { kind: 'list', element: { kind: 'string' } } },
  // Payloads whose flat types join: i32 with f32, i64 with f64.
  { kind: 'variant', cases: [['a', { kind: 'f32' }], ['b', { kind: 'u32' }], ['c', undefined]] },
  { kind: 'variant', cases: [['a', { kind: 'f32' }], ['b', { kind: 's64' }], ['c', { kind: 'string' }]] },
  { kind: 'variant', cases: [['a', { kind: 'f64' }], ['b', { kind: 's8' }], ['c', { kind: 'f32' }]] },
  // One flat value more than a function has parameters, and as many.
  { kind: 'tuple', elements: Array(17).fill({ kind: 'u8' }) },
  { kind: 'tuple', elements: Array(16).fill({ kind: 's16' }) },
  // Discriminants of two bytes.
  { kind: 'variant', cases: Array.from({ length: 257 }, (_, i) => [`c${i}`, i % 2 ? { kind: 'u64' } : undefined]) },
];

const hasMemory64 = WebAssembly.validate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 4, 1));

for (const bits of /** @type {Bits[]} */ ([32, 64])) {
  for (const encoding of /** @type {const} */ (['utf8', 'utf16', 'latin1+utf16'])) {
    const skip = bits === 64 && !hasMemory64 && 'this engine has no memory64';
    test(`values pass through ${bits}-bit memory in ${encoding} unchanged`, { skip }, async () => {
      const random = new Random(seed + bits);
      const isFirst = bits === 32;
      for (const types of batches([...(isFirst ? fixedTypes : []), ...randomTypes(random)])) {
        const text = new TextEncoder().encode(echoComponent(types, encoding, bits));
        const instantiate = await instantiable(text, { instantiation: 'sync' });
        const host = new Host(random);
        const instance = await instantiate({ host: host.functions(types) });
        types.forEach((type, index) => host.check(instance, index, type));
      }
    });
  }
}

/** The types of one of the tests. @param {Random} random */
function randomTypes(random) {
  return Array.from({ length: Math.ceil(typeCount / 6) }, () => {
    for (;;) {
      const type = random.type(4);
      if (layout(type, 64).size < 4000 && flatTypes(type, 32).length < 500) return type;
    }
  });
}

/** @param {Type[]} types */
function batches(types) {
  const starts = Array.from({ length: Math.ceil(types.length / typesPerComponent) }, (_, i) => i * typesPerComponent);
  return starts.map((start) => types.slice(start, start + typesPerComponent));
}

/** @type {Record<Form, (value: unknown) => unknown[]>} */
const argsOf = {
  hostT: (value) => [value],
  hostSpilledT: (value) => [ballast, value],
  guestT: (value) => [value],
  guestSpilledT: (value) => [value, ballast],
};

/** Returns what it is given, or what that was made of, and remembers it. */
class Host {
  #random;
  /** @type {unknown} */
  #seen;
  /** @type {unknown} */
  #given;

  /** @param {Random} random */
  constructor(random) {
    this.#random = random;
  }

  /** @param {Type[]} types */
  functions(types) {
    const functions = types.flatMap((type, index) => [
      [`hostT${index}`, (/** @type {unknown} */ value) => this.#answer(type, value)],
      [`hostSpilledT${index}`, (/** @type {unknown} */ _, /** @type {unknown} */ value) => this.#answer(type, value)],
    ]);
    return Object.fromEntries(functions);
  }

  /**
   * @param {Type} type
   * @param {unknown} value
   */
  #answer(type, value) {
    this.#seen = value;
    const answer = /** @type {any} */ (this.#random.once(2) ? value : this.#given);
    if (type.kind !== 'result') return answer;
    if (answer.tag === 'ok') return answer.val;
    throw Object.assign(new Error('err'), { payload: answer.val });
  }

  /**
   * @param {Record<string, Function>} instance
   * @param {number} index
   * @param {Type} type
   */
  check(instance, index, type) {
    for (let i = 0; i < valuesPerType; i++) {
      this.#given = new Values(this.#random, 400).of(type);
      for (const form of forms) this.#checkForm(instance[`${form}${index}`], form, type);
    }
  }

  /**
   * @param {Function} echo
   * @param {Form} form
   * @param {Type} type
   */
  #checkForm(echo, form, type) {
    const expected = present(seen(type, this.#given));
    const where = () => JSON.stringify({ seed, form, type });
    const args = argsOf[form](this.#given);
    this.#seen = undefined;
    assert.deepEqual(present(returned(type, echo, args)), expected, `returned: ${where()}`);
    if (form.startsWith('host')) assert.deepEqual(present(this.#seen), expected, `seen by the host: ${where()}`);
  }
}

/**
 * The value that a function returned or, if it is an `err`, threw.
 *
 * @param {Type} type
 * @param {Function} echo
 * @param {unknown[]} args
 */
function returned(type, echo, args) {
  if (type.kind !== 'result') return echo(...args);
  try {
    return { tag: 'ok', val: echo(...args) };
  } catch (error) {
    if (!(error instanceof Error) || !('payload' in error)) throw error;
    return { tag: 'err', val: error.payload };
  }
}

/**
 * A property that is undefined is as good as none.
 *
 * @param {any} value
 * @returns {unknown}
 */
function present(value) {
  if (Array.isArray(value)) return value.map(present);
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, present(each)]));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [name, present(each)]));
}
