// A component in which every function, parameter, interface and package has one of the names given. An exported
// function passes its arguments to the imported one of the same name and returns what that returns.

import { memoryModule } from './component.js';

/** @typedef {'functions' | 'interfaces'} Place where the functions are: at the root, or each in an interface */

/**
 * @param {string[]} names
 * @param {Place} place
 * @returns {string}
 */
export function namedFunctions(names, place) {
  const next = (/** @type {number} */ index) => names[(index + 1) % names.length];
  const functions = names.map((name, index) => ({ index, name, signature: signature(name, next(index)) }));
  const lines = (/** @type {(each: typeof functions[number]) => string} */ line) => functions.map(line).join('\n  ');
  const canonical = '(memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))';
  return `(component
  ${lines((each) => imported(each, place))}
  ${memoryModule(32)}
  (core instance $memory (instantiate $Memory))
  (core module $Code
    (import "memory" "realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (import "memory" "reset" (func $reset))
    ${lines(({ index }) => `(import "host" "${index}" (func $${index} (param i32 i32 i32 i32 i32)))`)}
    (func (export "post") (param i32) (call $reset))
    ${lines(({ index }) => `(func (export "${index}") (param i32 i32 i32 i32) (result i32) (local $at i32)
      (local.set $at (call $realloc (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 8)))
      (call $${index} (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get $at)) (local.get $at))`)})
  ${lines(({ index }) => `(core func $${index} (canon lower (func $${index}) ${canonical}))`)}
  (core instance $code (instantiate $Code (with "memory" (instance $memory)) (with "host" (instance
    ${lines(({ index }) => `(export "${index}" (func $${index}))`)}))))
  ${lines((each) => exported(each, place, canonical))})`;
}

/**
 * @param {string} name
 * @param {string} next
 */
function signature(name, next) {
  return `(param "${name}" string) (param "${next}" (list string)) (result string)`;
}

/** @typedef {{ index: number, name: string, signature: string }} Named */

/**
 * @param {Named} named
 * @param {Place} place
 */
function imported({ index, name, signature }, place) {
  if (place === 'functions') return `(import "${name}" (func $${index} ${signature}))`;
  return `(import "${name}:host/${name}" (instance $in${index} (export "${name}" (func ${signature}))))
  (alias export $in${index} "${name}" (func $${index}))`;
}

/**
 * @param {Named} named
 * @param {Place} place
 * @param {string} canonical
 */
function exported({ index, name, signature }, place, canonical) {
  const lifted = `(func $out${index} ${signature} (canon lift (core func $code "${index}") ${canonical}
    (post-return (core func $code "post"))))`;
  if (place === 'functions') return `${lifted} (export "${name}" (func $out${index}))`;
  return `${lifted} (instance $at${index} (export "${name}" (func $out${index})))
  (export "${name}:guest/${name}" (instance $at${index}))`;
}
