// A component whose functions return what they are given, for any types, in any string encoding, with addresses of 32
// or 64 bits. Each type has four functions:
//
// - `host-tN` passes its argument to a function of the host and returns what that returns;
// - `host-spilled-tN` does so beside so much else that the arguments go through memory;
// - `guest-tN` puts core values into memory itself;
// - `guest-spilled-tN` returns the place in memory that its arguments came in.

import { load, store } from './guest-code.js';
import { flatTypes, layout } from './layout.js';
import { TypeText } from './types.js';

/** @typedef {import('./types.js').Type} Type */
/** @typedef {import('./layout.js').Bits} Bits */
/** @typedef {import('./layout.js').Core} Core */
/** @typedef {'utf8' | 'utf16' | 'latin1+utf16'} Encoding */

const maxFlatParams = 16;

/** What `spilled` functions take beside the value: before it from the host, after it otherwise. */
export const ballast = Array(maxFlatParams + 1).fill(7);
/** @type {Type} */
const ballastType = { kind: 'tuple', elements: ballast.map(() => ({ kind: 'u8' })) };

/** @type {Core[]} */
const coreTypes = ['i32', 'i64', 'f32', 'f64'];

/** What a type's functions are called in JavaScript, before the type's number. */
export const forms = /** @type {const} */ (['hostT', 'hostSpilledT', 'guestT', 'guestSpilledT']);

/**
 * @param {Type[]} types
 * @param {Encoding} encoding
 * @param {Bits} bits
 * @returns {string} the component's text; it imports the instance `host`
 */
export function echoComponent(types, encoding, bits) {
  const text = new TypeText();
  const functions = types.flatMap((type, index) => functionsOf(`t${index}`, type, text.of(type), bits));
  const imported = functions.filter(({ isOfHost }) => isOfHost);
  const canonical = `string-encoding=${encoding}
    (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))`;
  return `(component
  (import "host" (instance $host
    ${text.declarations.join('\n    ')}
    ${lines(imported, ({ name, signature }) => `(export "${name}" (func ${signature}))`)}))
  ${text.names.map((name) => `(alias export $host "${name}" (type $${name}))`).join('\n  ')}
  ${memoryModule(bits)}
  (core instance $memory (instantiate $Memory))
  (core module $Code
    (import "memory" "memory" (memory ${bits === 64 ? 'i64 ' : ''}1))
    (import "memory" "realloc" (func $realloc (param ${`i${bits} `.repeat(4)}) (result i${bits})))
    (import "memory" "reset" (func $reset))
    ${lines(imported, (each) => coreImport(each, bits))}
    ${coreTypes.map((core) => `(func (export "post-${core}") (param ${core}) (call $reset))`).join(' ')}
    ${lines(functions, (each) => coreFunction(each, bits))})
  ${lines(imported, ({ name }) => `(core func $${name} (canon lower (func $host "${name}") ${canonical}))`)}
  (core instance $code (instantiate $Code (with "memory" (instance $memory)) (with "host" (instance
    ${lines(imported, ({ name }) => `(export "${name}" (func $${name}))`)}))))
  ${lines(functions, ({ name, signature, result }) => `(func (export "${name}") ${signature}
    (canon lift (core func $code "${name}") ${canonical}
      (post-return (core func $code "post-${returned(result, bits)}"))))`)})`;
}

/**
 * @param {EchoFunction[]} functions
 * @param {(each: EchoFunction) => string} line
 */
function lines(functions, line) {
  return functions.map(line).join('\n    ');
}

/**
 * @typedef {object} EchoFunction
 * @property {string} name
 * @property {boolean} isOfHost whether it calls a function of the host
 * @property {string} signature
 * @property {Type} type
 * @property {Type[]} params
 * @property {Core[]} result
 */

/**
 * @param {string} name of the type
 * @param {Type} type
 * @param {string} text the type's
 * @param {Bits} bits
 * @returns {EchoFunction[]}
 */
function functionsOf(name, type, text, bits) {
  const value = `(param "value" ${text})`;
  const beside = `(param "ballast" (tuple ${'u8 '.repeat(ballast.length)}))`;
  const result = `(result ${text})`;
  const shared = { type, result: flatTypes(type, bits) };
  return [
    { name: `host-${name}`, isOfHost: true, signature: `${value} ${result}`, params: [type], ...shared },
    {
      name: `host-spilled-${name}`,
      isOfHost: true,
      signature: `${beside} ${value} ${result}`,
      params: [ballastType, type],
      ...shared,
    },
    { name: `guest-${name}`, isOfHost: false, signature: `${value} ${result}`, params: [type], ...shared },
    {
      name: `guest-spilled-${name}`,
      isOfHost: false,
      signature: `${value} ${beside} ${result}`,
      params: [type, ballastType],
      ...shared,
    },
  ];
}

/**
 * Allocates as carelessly as a guest may: no pointer is better aligned than was asked for, every growth moves, and
 * what is freed, when a call has returned, is overwritten.
 *
 * @param {Bits} bits
 */
export function memoryModule(bits) {
  const word = `i${bits}`;
  const start = 64;
  return `
  (core module $Memory
    (memory (export "memory") ${bits === 64 ? 'i64 ' : ''}1)
    (global $end (mut ${word}) (${word}.const ${start}))
    (func (export "reset")
      (memory.fill (${word}.const ${start}) (i32.const 0xAA) (${word}.sub (global.get $end) (${word}.const ${start})))
      (global.set $end (${word}.const ${start})))
    (func (export "realloc")
      (param $old ${word}) (param $old-size ${word}) (param $align ${word}) (param $size ${word}) (result ${word})
      (local $at ${word})
      (local.set $at
        (${word}.and
          (${word}.add (global.get $end) (${word}.sub (local.get $align) (${word}.const 1)))
          (${word}.sub (${word}.const 0) (local.get $align))))
      (if (${word}.eqz (${word}.and (local.get $at) (local.get $align)))
        (then (local.set $at (${word}.add (local.get $at) (local.get $align)))))
      (global.set $end (${word}.add (local.get $at) (local.get $size)))
      (block $fits
        (loop $grow
          (br_if $fits (${word}.le_u (global.get $end) (${word}.mul (memory.size) (${word}.const 65536))))
          (br_if $grow (${word}.ne (memory.grow (${word}.const 1)) (${word}.const -1)))
          unreachable))
      (memory.copy (local.get $at) (local.get $old)
        (select (local.get $old-size) (local.get $size) (${word}.lt_u (local.get $old-size) (local.get $size))))
      (local.get $at)))`;
}

/**
 * @param {EchoFunction} function_
 * @param {Bits} bits
 */
function coreFunction({ name, isOfHost, type, params, result }, bits) {
  const passed = corePassed(params, bits);
  const signature = `(param ${passed.join(' ')}) (result ${returned(result, bits)})`;
  const body = isOfHost ? callHost(name, type, passed, result, bits) : echo(type, passed, params, result, bits);
  return `(func (export "${name}") ${signature} (local $at i${bits}) ${body})`;
}

/**
 * @param {string} name
 * @param {Type} type
 * @param {Core[]} passed
 * @param {Core[]} result
 * @param {Bits} bits
 */
function callHost(name, type, passed, result, bits) {
  const args = passed.map((_, index) => `(local.get ${index})`).join(' ');
  if (result.length === 1) return `(call $${name} ${args})`;
  return `${allocate(type, bits)} (call $${name} ${args} (local.get $at)) (local.get $at)`;
}

/**
 * @param {Type} type
 * @param {Core[]} passed
 * @param {Type[]} params
 * @param {Core[]} result
 * @param {Bits} bits
 */
function echo(type, passed, params, result, bits) {
  const isSpilled = params.flatMap((param) => flatTypes(param, bits)).length > maxFlatParams;
  if (isSpilled) return result.length === 1 ? load(type, '(local.get 0)', bits) : '(local.get 0)';
  if (result.length === 1) return '(local.get 0)';
  const flat = passed.map((_, index) => `(local.get ${index})`);
  return `${allocate(type, bits)} ${store(type, flat, '(local.get $at)', 0, bits)} (local.get $at)`;
}

/**
 * @param {Type} type
 * @param {Bits} bits
 */
function allocate(type, bits) {
  const { size, align } = layout(type, bits);
  const args = [0, 0, align, size].map((value) => `(i${bits}.const ${value})`);
  return `(local.set $at (call $realloc ${args.join(' ')}))`;
}

/**
 * @param {EchoFunction} function_
 * @param {Bits} bits
 */
function coreImport({ name, params, result }, bits) {
  const passed = corePassed(params, bits).join(' ');
  const type = result.length === 1 ? `(param ${passed}) (result ${result[0]})` : `(param ${passed} i${bits})`;
  return `(import "host" "${name}" (func $${name} ${type}))`;
}

/**
 * @param {Type[]} params
 * @param {Bits} bits
 * @returns {Core[]}
 */
function corePassed(params, bits) {
  const flat = params.flatMap((param) => flatTypes(param, bits));
  return flat.length > maxFlatParams ? [`i${bits}`] : flat;
}

/**
 * @param {Core[]} result
 * @param {Bits} bits
 */
function returned(result, bits) {
  return result.length === 1 ? result[0] : `i${bits}`;
}
