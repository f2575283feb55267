// A component whose functions pass their argument to a function of the host and return what that returns, for any types
// and in any string encoding. Each type has two functions: `flat-tN` takes the value alone, `spilled-tN` so much beside
// it that all goes through memory.

import { TypeText } from '../../property/types.js';
import { flatTypes } from './types.js';

/** @typedef {import('../../property/types.js').Type} Type */
/** @typedef {'utf8' | 'utf16' | 'latin1+utf16'} Encoding */

const maxFlatParams = 16;

/** What `spilled` functions take beside the value. */
export const ballast = Array(maxFlatParams).fill(0);

const memory = `
  (core module $Memory
    (memory (export "memory") 2)
    (global $end (mut i32) (i32.const 65536))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32)
      (local.set $at
        (i32.and
          (i32.add (global.get $end) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
      (global.set $end (i32.add (local.get $at) (local.get $size)))
      (block $fits
        (loop $grow
          (br_if $fits (i32.le_u (global.get $end) (i32.mul (memory.size) (i32.const 65536))))
          (br_if $grow (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))
          unreachable))
      (memory.copy (local.get $at) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $at)))
  (core instance $memory (instantiate $Memory))`;

/**
 * @param {Type[]} types
 * @param {Encoding} encoding
 * @returns {string} the component's text; it imports the instance `host`
 */
export function echoComponent(types, encoding) {
  const text = new TypeText();
  const functions = types.flatMap((type, index) => echoFunctions(`t${index}`, text.of(type), flatTypes(type)));
  const canonical = `string-encoding=${encoding}
    (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))`;
  const lines = (/** @type {(each: EchoFunction) => string} */ line) => functions.map(line).join('\n    ');
  return `(component
  (import "host" (instance $host
    ${text.declarations.join('\n    ')}
    ${lines(({ name, signature }) => `(export "${name}" (func ${signature}))`)}))
  ${text.names.map((name) => `(alias export $host "${name}" (type $${name}))`).join('\n  ')}
  ${memory}
  (core module $Code
    ${lines(coreImport)}
    ${lines(coreFunction)})
  ${lines(({ name }) => `(core func $${name} (canon lower (func $host "${name}") ${canonical}))`)}
  (core instance $code (instantiate $Code (with "host" (instance
    ${lines(({ name }) => `(export "${name}" (func $${name}))`)}))))
  ${lines(({ name, signature }) => `(func (export "${name}") ${signature}
    (canon lift (core func $code "${name}") ${canonical}))`)})`;
}

/**
 * @typedef {object} EchoFunction
 * @property {string} name
 * @property {string} signature
 * @property {string[]} flatParams
 * @property {string[]} flatResults
 */

/**
 * @param {string} name of the type
 * @param {string} type its text
 * @param {string[]} flat
 * @returns {EchoFunction[]}
 */
function echoFunctions(name, type, flat) {
  const value = `(param "value" ${type})`;
  const beside = `(param "ballast" (tuple ${'u8 '.repeat(maxFlatParams)}))`;
  const result = `(result ${type})`;
  return [
    { name: `flat-${name}`, signature: `${value} ${result}`, flatParams: flat, flatResults: flat },
    {
      name: `spilled-${name}`,
      signature: `${value} ${beside} ${result}`,
      flatParams: [...flat, ...Array(maxFlatParams).fill('i32')],
      flatResults: flat,
    },
  ];
}

/** @param {EchoFunction} function_ */
function coreImport({ name, flatParams, flatResults }) {
  const params = corePassed(flatParams).join(' ');
  const type = flatResults.length === 1 ? `(param ${params}) (result ${flatResults[0]})` : `(param ${params} i32)`;
  return `(import "host" "${name}" (func $${name} ${type}))`;
}

/**
 * Passes the arguments on, and has what returns through memory written at address 0.
 *
 * @param {EchoFunction} function_
 */
function coreFunction({ name, flatParams, flatResults }) {
  const passed = corePassed(flatParams);
  const call = `call $${name} ${passed.map((_, index) => `(local.get ${index})`).join(' ')}`;
  const head = `(func (export "${name}") (param ${passed.join(' ')})`;
  return flatResults.length === 1
    ? `${head} (result ${flatResults[0]}) (${call}))`
    : `${head} (result i32) (${call} (i32.const 0)) (i32.const 0))`;
}

/** @param {string[]} flatParams */
function corePassed(flatParams) {
  return flatParams.length > maxFlatParams ? ['i32'] : flatParams;
}
