// Guest to guest: a caller component and a callee component, composed. The caller loops; its memory
// holds ASCII text from 64 KB on and, at 32 KB, a list of 1000 strings of 12 bytes in that text.

import { libc } from './libc.js';

/** The callee's functions: name → WIT signature and string encoding. All of them end in one core function. */
const functions = {
  'take-utf8': { type: 'string', encoding: 'utf8' },
  'take-utf16': { type: 'string', encoding: 'utf16' },
  'take-bytes': { type: '(list u8)', encoding: 'utf8' },
  'take-strings': { type: '(list string)', encoding: 'utf8' },
};
const each = template => Object.entries(functions).map(([name, { type, encoding }]) =>
  template(name, type, encoding)).join('');

/** @param {string} name @param {string} ptr where the caller's argument lies */
const loop = (name, ptr) => `
      (func (export "call-${name}") (param $i i32) (param $len i32) (result i32)
        (local $sum i32)
        (loop $next
          (local.set $sum (i32.add (local.get $sum) (call $${name} (i32.const ${ptr}) (local.get $len))))
          (br_if $next (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
        (local.get $sum))`;

const callee = `(component $callee
    ${libc}
    (core module $main
      (import "libc" "bump" (global $bump (mut i32)))
      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
      (func (export "take") (param $ptr i32) (param $len i32) (result i32)
        (global.set $bump (i32.const 65536)) (local.get $len)))
    (core instance $main (instantiate $main (with "libc" (instance $libc))))
    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $main "add")))
    ${each((name, type, encoding) => `
    (func (export "${name}") (param "v" ${type}) (result u32) (canon lift (core func $main "take")
      (memory $memory) (realloc (core func $realloc)) string-encoding=${encoding}))`)})`;

const caller = `(component $caller
    (import "add" (func $add (param "a" u32) (param "b" u32) (result u32)))
    ${each((name, type) => `
    (import "${name}" (func $${name} (param "v" ${type}) (result u32)))`)}
    (core module $text
      (memory (export "memory") 32)
      (func $fill
        (local $at i32)
        (local.set $at (i32.const 65536))
        (loop $next
          (i32.store8 (local.get $at) (i32.add (i32.const 97) (i32.rem_u (local.get $at) (i32.const 26))))
          (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1)))
                                 (i32.const ${65536 + 1048576}))))
        (local.set $at (i32.const 0))
        (loop $next
          (i32.store (i32.add (i32.const 32768) (i32.shl (local.get $at) (i32.const 3)))
                     (i32.add (i32.const 65536) (local.get $at)))
          (i32.store (i32.add (i32.const 32772) (i32.shl (local.get $at) (i32.const 3))) (i32.const 12))
          (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 1000)))))
      (start $fill))
    (core instance $text (instantiate $text))
    (alias core export $text "memory" (core memory $memory))
    (core func $add (canon lower (func $add)))
    ${each(name => `
    (core func $${name} (canon lower (func $${name}) (memory $memory)))`)}
    (core module $main
      (import "callee" "add" (func $add (param i32 i32) (result i32)))
      ${each(name => `
      (import "callee" "${name}" (func $${name} (param i32 i32) (result i32)))`)}
      (func (export "call-add") (param $i i32) (param $len i32) (result i32)
        (local $sum i32)
        (loop $next
          (local.set $sum (call $add (local.get $sum) (local.get $i)))
          (br_if $next (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
        (local.get $sum))
      ${each(name => loop(name, name === 'take-strings' ? '32768' : '65536'))})
    (core instance $main (instantiate $main (with "callee" (instance
      (export "add" (func $add))
      ${each(name => `(export "${name}" (func $${name})) `)}))))
    ${['add', ...Object.keys(functions)].map(name => `
    (func (export "call-${name}") (param "n" u32) (param "len" u32) (result u32)
      (canon lift (core func $main "call-${name}")))`).join('')})`;

export const wat = `(component
  ${callee}
  ${caller}
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller
    ${['add', ...Object.keys(functions)].map(name => `(with "${name}" (func $callee "${name}"))`).join(' ')}))
  ${['add', ...Object.keys(functions)].map(name => `
  (export "call-${name}" (func $caller "call-${name}"))`).join('')})`;
