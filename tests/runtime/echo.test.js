import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Random } from '../property/random.js';
import { scalars } from '../property/types.js';
import { seen, Values } from '../property/values.js';
import { ballast, echoComponent } from './echo/component.js';
import { flatTypes } from './echo/types.js';
import { world } from './echo/world.js';
import { instantiable, instantiableGuest } from './guest.js';

/** @typedef {import('../property/types.js').Type} Type */

const valuesPerType = 6;
// Another seed can be tried: ECHO_SEED=123 node --test tests/runtime/echo.test.js
const seed = Number(process.env.ECHO_SEED ?? 1);

/** @type {Type[]} */
const fixedTypes = [
  ...scalars.map((kind) => ({ kind })),
  ...scalars.map((kind) => /** @type {Type} */ ({ kind: 'list', element: { kind } })),
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
];

for (const encoding of /** @type {const} */ (['utf8', 'utf16', 'latin1+utf16'])) {
  test(`a value of any type passes through a guest to its host and back, in ${encoding}`, async () => {
    const random = new Random(seed);
    const randomTypes = Array.from({ length: 60 }, () => random.type(3));
    const types = [...fixedTypes, ...randomTypes.filter(isSmall)].map(asValue);
    const host = new Host();
    const names = types.flatMap((_, index) => [`flatT${index}`, `spilledT${index}`]);
    const text = new TextEncoder().encode(echoComponent(types, encoding));
    const instantiate = await instantiable(text, { instantiation: 'async' });
    const instance = await instantiate({ host: host.functions(names) });
    for (const [index, type] of types.entries()) {
      for (const value of valuesOf(type, random)) {
        host.check(`flatT${index}`, type, value, instance[`flatT${index}`](value));
        host.check(`spilledT${index}`, type, value, instance[`spilledT${index}`](value, ballast));
      }
    }
  });
}

test('a value of any type passes through a guest in Rust, with its host and without', async () => {
  const random = new Random(seed);
  const host = new Host();
  const instantiate = await instantiableGuest('echo', { instantiation: 'async' });
  const { echo, relay } = await instantiate({ 'test:echo/echo': host.functions(Object.keys(world)) });
  for (const [name, type] of Object.entries(world)) {
    for (const value of valuesOf(type, random)) {
      host.check(name, type, value, relay[name](value));
      same({ name, type }, echo[name](value), seen(type, value));
    }
  }
});

/** Returns what it is given, and remembers it. */
class Host {
  /** @type {unknown} */
  #seen;

  /** @param {string[]} names */
  functions(names) {
    return Object.fromEntries(names.map((name) => [name, (/** @type {unknown} */ value) => (this.#seen = value)]));
  }

  /**
   * @param {string} name
   * @param {Type} type
   * @param {unknown} value what the guest was called with
   * @param {unknown} returned what it returned
   */
  check(name, type, value, returned) {
    const expected = seen(type, value);
    same({ name, type, to: 'host' }, this.#seen, expected);
    same({ name, type, to: 'caller' }, returned, expected);
    this.#seen = undefined;
  }
}

/** Whether a value fits into the memory that the guest sets aside for what functions return. */
const isSmall = (/** @type {Type} */ type) => flatTypes(type).length < 500;

/**
 * A function's own result would be returned or thrown; in a tuple it is a value.
 *
 * @param {Type} type
 * @returns {Type}
 */
function asValue(type) {
  return type.kind === 'result' ? { kind: 'tuple', elements: [type] } : type;
}

/**
 * @param {Type} type
 * @param {Random} random
 */
function valuesOf(type, random) {
  return Array.from({ length: valuesPerType }, () => new Values(random, 100).of(type));
}

/**
 * @param {object} context to reproduce a failure with
 * @param {unknown} actual
 * @param {unknown} expected
 */
function same(context, actual, expected) {
  assert.deepEqual(present(actual), present(expected), JSON.stringify({ seed, ...context }));
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
