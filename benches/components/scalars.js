// Numbers both ways: no memory, no realloc; what is left is the call itself.

import { exportLoop, loop } from './libc.js';

/** @param {string} type a numeric type of WIT */
const binary = type => `(param "a" ${type}) (param "b" ${type}) (result ${type})`;

/** @param {string} name @param {string} type */
const exported = (name, type) => `
  (func (export "${name}") ${binary(type)} (canon lift (core func $main "${name}")))`;

/** @param {string} name */
const lowered = name => `
  (core func $${name} (canon lower (func $host "${name}")))`;

const imports = ['nop', 'add', 'add-f64', 'add-u64'];

export const wat = `(component
  (import "bench:calls/host" (instance $host
    (export "nop" (func))
    (export "add" (func ${binary('u32')}))
    (export "add-f64" (func ${binary('f64')}))
    (export "add-u64" (func ${binary('u64')}))))
  ${imports.map(lowered).join('')}
  (core module $main
    (import "host" "nop" (func $nop))
    (import "host" "add" (func $add (param i32 i32) (result i32)))
    (import "host" "add-f64" (func $add-f64 (param f64 f64) (result f64)))
    (import "host" "add-u64" (func $add-u64 (param i64 i64) (result i64)))
    (func (export "nop"))
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export "add-f64") (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1)))
    (func (export "add-u64") (param i64 i64) (result i64) (i64.add (local.get 0) (local.get 1)))
    ${loop('call-nop', '(block (result i32) (call $nop) (i32.const 1))')}
    ${loop('call-add', '(call $add (local.get $i) (i32.const 7))')}
    ${loop('call-add-f64', `(i32.trunc_sat_f64_u
          (call $add-f64 (f64.convert_i32_u (local.get $i)) (f64.const 0.5)))`)}
    ${loop('call-add-u64', `(i32.wrap_i64
          (call $add-u64 (i64.extend_i32_u (local.get $i)) (i64.const 0x7fff_ffff_ffff)))`)})
  (core instance $main (instantiate $main (with "host" (instance
    ${imports.map(name => `(export "${name}" (func $${name}))`).join(' ')}))))
  (func (export "nop") (canon lift (core func $main "nop")))
  ${exported('add', 'u32')}
  ${exported('add-f64', 'f64')}
  ${exported('add-u64', 'u64')}
  ${imports.map(name => exportLoop(`call-${name}`)).join('')})`;
