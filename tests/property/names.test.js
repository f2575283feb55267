// Whatever things are called, what is generated parses, runs, and calls the right one.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { transpile } from 'jco';

import { echoComponent } from './component.js';
import { instantiated, modes } from './modes.js';
import { namedFunctions } from './named-functions.js';
import { memberNames, namedResources, stepOf } from './named-resources.js';
import { names } from './names.js';
import { Random } from './random.js';
import { camelCase } from './types.js';
import { Values, seen } from './values.js';

/** @typedef {import('./types.js').Type} Type */

/** @type {string[]} */
let all = [];

before(async () => {
  const runtime = fileURLToPath(new URL('../../crates/transpile/runtime/', import.meta.url));
  const files = readdirSync(runtime).filter((file) => file.endsWith('.js'));
  const sources = files.map((file) => readFileSync(join(runtime, file), 'utf8'));
  const wat = new TextEncoder().encode(namedFunctions(['a', 'b'], 'interfaces'));
  const outputs = [];
  for (const options of [{}, { instantiation: /** @type {const} */ ('async') }]) {
    const { files } = await transpile(wat, { name: 'component', ...options });
    outputs.push(new TextDecoder().decode(files['component.js']));
  }
  all = names([...sources, ...outputs]);
});

for (const mode of modes) {
  for (const minify of mode === 'module' || mode === 'async' ? [false, true] : [false]) {
    const how = `${mode}${minify ? ', minified' : ''}`;
    test(`functions and parameters of any name are called: ${how}`, async () => {
      const isCalled = mode === 'async' || mode === 'sync';
      const host = (/** @type {number} */ index) => (isCalled ? { default: answer(index) } : answer(index));
      const imports = Object.fromEntries(all.map((name, index) => [name, host(index)]));
      const { exports } = await instantiated(namedFunctions(all, 'functions'), mode, imports, { minify });
      all.forEach((name, index) => calls(exports, name, index, name === 'then' ? 'then_' : camelCase(name)));
    });

    test(`interfaces and packages of any name have their functions: ${how}`, async () => {
      for (const names of chunks(all)) {
        const host = names.map((name, index) => [`${name}:host/${name}`, { [camelCase(name)]: answer(index) }]);
        const imports = Object.fromEntries(host);
        const { exports } = await instantiated(namedFunctions(names, 'interfaces'), mode, imports, { minify });
        names.forEach((name, index) => {
          calls(exports[`${name}:guest/${name}`], name, index);
          calls(exports[camelCase(name)], name, index);
        });
        }
    });
  }
}

for (const mode of modes) {
  test(`resources, methods and static functions of any name are called: ${mode}`, async () => {
    for (const names of chunks(all)) {
      const classes = names.map((name, index) => [upperCamelCase(name), hostClass(names, index)]);
      const imports = { 'test:names/host': Object.fromEntries(classes) };
      const { exports } = await instantiated(namedResources(names), mode, imports);
      names.forEach((_, index) => callsClass(exports, names, index));
    }
  });
}

test('fields, cases, flags and enums of any name are passed', async () => {
  const random = new Random(1);
  for (const names of chunks(all)) {
    const types = typesOf(names);
    const text = echoComponent(types, 'utf8', 32);
    const echo = (/** @type {unknown[]} */ ...args) => args.at(-1);
    const echoes = types.flatMap((_, index) => [[`hostT${index}`, echo], [`hostSpilledT${index}`, echo]]);
    const { exports } = await instantiated(text, 'sync', { host: Object.fromEntries(echoes) });
    types.forEach((type, index) => {
      for (let i = 0; i < 20; i++) {
        const value = new Values(random, 100).of(type);
        for (const form of ['hostT', 'guestT']) assert.deepEqual(exports[`${form}${index}`](value), seen(type, value));
      }
    });
  }
});

/**
 * @param {string[]} names
 * @returns {Type[]}
 */
function typesOf(names) {
  const flags = chunks(names, 32);
  const string = /** @type {Type} */ ({ kind: 'string' });
  return [
    { kind: 'record', fields: names.map((name) => [name, { kind: 'option', payload: { kind: 'u8' } }]) },
    { kind: 'record', fields: names.map((name) => [name, { kind: 'u8' }]) },
    { kind: 'variant', cases: names.map((name, index) => [name, index % 2 ? string : undefined]) },
    { kind: 'enum', names },
    ...flags.map((names) => /** @type {Type} */ ({ kind: 'flags', names })),
    { kind: 'record', fields: names.slice(0, 12).map((name) => [name, string]) },
  ];
}

/**
 * A class with one method and one static function, whose names are what they are.
 *
 * @param {string[]} names
 * @param {number} index
 */
function hostClass(names, index) {
  class Host {
    /** @param {number} value */
    constructor(value) {
      values.set(this, value);
    }
  }
  /** @param {unknown} value */
  const define = (/** @type {object} */ on, /** @type {string} */ name, value) =>
    Object.defineProperty(on, name, { value, configurable: true });
  const { method, static: static_ } = memberNames(names, index);
  /** @this {object} @param {number} value */
  const method_ = function (value) {
    return stepOf(index) + 1 + values.get(this) + value;
  };
  define(Host.prototype, camelCase(method), method_);
  define(Host, staticName(static_), (/** @type {number} */ value) => stepOf(index) + 2 + value);
  return Host;
}

/** What the objects of the host's classes hold. @type {WeakMap<object, any>} */
const values = new WeakMap();

/**
 * @param {Record<string, any>} exports
 * @param {string[]} names
 * @param {number} index
 */
function callsClass(exports, names, index) {
  const name = names[index];
  const { method, static: static_ } = memberNames(names, index);
  const step = stepOf(index);
  const Class = exports.guest[upperCamelCase(name)];
  const object = new Class(20);
  assert.ok(object instanceof Class, name);
  assert.equal(object[camelCase(method)](3), step + 1 + 20 + 3, `method ${method}`);
  assert.equal(Class[staticName(static_)](4), step + 2 + 4, `static function ${static_}`);
  object[Symbol.dispose ?? Symbol.for('dispose')]();
  assert.equal(exports[`use${index}`](5), step + 1 + 5 + 5 + step + 2 + 5, `the host's ${name}`);
}

/** A class has a `prototype` of its own. @param {string} name */
function staticName(name) {
  return name === 'prototype' ? 'prototype_' : camelCase(name);
}

/** @param {string} name */
function upperCamelCase(name) {
  const camel = camelCase(name);
  return camel[0].toUpperCase() + camel.slice(1);
}

test('names that are the same in camel case are told apart', async () => {
  const names = ['a-b', 'a-1', 'a1', 'a-1-b', 'a1-b', 'ab'];
  const keys = ['aB', 'a1', 'a1_', 'a1B', 'a1B_', 'ab'];
  const imports = Object.fromEntries(names.map((name, index) => [name, { default: answer(index) }]));
  const { exports } = await instantiated(namedFunctions(names, 'functions'), 'sync', imports);
  assert.deepEqual(keys.map((key) => exports[key]('é', ['b', 'c'])), keys.map((_, index) => `${index}: é b c`));

  const string = /** @type {Type} */ ({ kind: 'string' });
  const types = [{ kind: 'record', fields: names.map((name) => [name, string]) }, { kind: 'flags', names }];
  const text = echoComponent(/** @type {Type[]} */ (types), 'utf8', 32);
  const echo = (/** @type {any[]} */ ...values) => values.at(-1);
  const host = { hostT0: echo, hostT1: echo, hostSpilledT0: echo, hostSpilledT1: echo };
  const { exports: echoes } = await instantiated(text, 'sync', { host });
  const record = Object.fromEntries(keys.map((key) => [key, `the ${key}`]));
  const flags = Object.fromEntries(keys.map((key, index) => [key, index % 2 === 0]));
  for (const form of ['host', 'guest']) {
    assert.deepEqual(echoes[`${form}T0`](record), record);
    assert.deepEqual(echoes[`${form}T1`](flags), flags);
  }
});

/**
 * @param {string[]} names
 * @param {number} [size] by default as many as a component can have instances for
 */
function chunks(names, size = 300) {
  const count = Math.ceil(names.length / size);
  return Array.from({ length: count }, (_, index) => names.slice(index * size, (index + 1) * size));
}

/**
 * @param {number} index
 * @returns {(text: string, list: string[]) => string}
 */
function answer(index) {
  return (text, list) => `${index}: ${text} ${list.join(' ')}`;
}

/**
 * @param {Record<string, Function>} exports
 * @param {string} name
 * @param {number} index
 * @param {string} key what it is called in JavaScript
 */
function calls(exports, name, index, key = camelCase(name)) {
  assert.equal(typeof exports?.[key], 'function', `${key} is exported`);
  assert.equal(exports[key]('é', ['b', 'c']), `${index}: é b c`, key);
}
