// Records, variants, options, results, flags and enums both ways. What is kept lies at a fixed address
// per type, laid out as the canonical ABI lays out the type, so that giving it back is returning the address.

import { exportLoop, libc, loop } from './libc.js';

const eight = { flat: 'i32 i32 i32 i32 i32 f32 f64 i32', at: 64 };
const shape = { flat: 'i32 i32 i32', at: 128 };
const measure = { flat: 'i32 i64', at: 160 };
const option = { flat: 'i32 i32', at: 192 };
const checked = { at: 224 };

const types = {
  eight: `(record (field "a" u8) (field "b" s8) (field "c" u16) (field "d" s32)
      (field "e" u32) (field "f" f32) (field "g" f64) (field "h" bool))`,
  shape: '(variant (case "nothing") (case "count" u32) (case "offset" s32) (case "name" string))',
  measure: '(variant (case "whole" u32) (case "real" f64))',
  perms: '(flags "read" "write" "exec")',
  color: '(enum "red" "green" "blue" "black")',
};

/** Signatures that host and guest have in common. */
const functions = {
  'take-eight': '(param "v" $eight) (result u32)',
  'give-eight': '(result $eight)',
  'echo-shape': '(param "v" $shape) (result $shape)',
  'echo-measure': '(param "v" $measure) (result $measure)',
  'echo-option': '(param "v" (option u32)) (result (option u32))',
  'check': '(param "n" u32) (result (result u32 (error string)))',
  'echo-perms': '(param "v" $perms) (result $perms)',
  'echo-color': '(param "v" $color) (result $color)',
};

/** Core signatures of the imports: results of more than one value go to a pointer that the guest passes. */
const lowered = {
  'take-eight': `(param ${eight.flat}) (result i32)`,
  'give-eight': '(param i32)',
  'echo-shape': `(param ${shape.flat} i32)`,
  'echo-measure': `(param ${measure.flat} i32)`,
  'echo-option': `(param ${option.flat} i32)`,
  'check': '(param i32 i32)',
  'echo-perms': '(param i32) (result i32)',
  'echo-color': '(param i32) (result i32)',
};

/** Exports of the guest: functions whose argument is read or kept, and those that return what was kept. */
const exported = {
  'take-eight': functions['take-eight'],
  'keep-eight': '(param "v" $eight)',
  'give-eight': functions['give-eight'],
  'take-shape': '(param "v" $shape) (result u32)',
  'keep-shape': '(param "v" $shape)',
  'give-shape': '(result $shape)',
  'take-measure': '(param "v" $measure) (result u32)',
  'keep-measure': '(param "v" $measure)',
  'give-measure': '(result $measure)',
  'take-option': '(param "v" (option u32)) (result u32)',
  'keep-option': '(param "v" (option u32))',
  'give-option': '(result (option u32))',
  'check': functions.check,
  'echo-perms': functions['echo-perms'],
  'echo-color': functions['echo-color'],
};

const lines = (table, template) => Object.entries(table).map(([name, value]) => template(name, value)).join('');
const usesMemory = name => /shape|check|eight|measure|option/.test(name);

export const wat = `(component
  (import "bench:calls/host" (instance $host
    ${lines(types, (name, type) => `
    (type $${name}-shape ${type})
    (export "${name}" (type $${name} (eq $${name}-shape)))`)}
    ${lines(functions, (name, type) => `
    (export "${name}" (func ${type}))`)}))
  ${lines(types, name => `
  (alias export $host "${name}" (type $${name}))`)}
  ${libc}
  ${lines(functions, name => `
  (core func $${name} (canon lower (func $host "${name}")
    ${usesMemory(name) ? '(memory $memory) (realloc (core func $realloc))' : ''}))`)}
  (core module $main
    (import "libc" "memory" (memory 1))
    (import "libc" "bump" (global $bump (mut i32)))
    ${lines(lowered, (name, type) => `
    (import "host" "${name}" (func $${name} ${type}))`)}
    (data (i32.const 32) "must be even")
    (func $reset (global.set $bump (i32.const 65536)))
    (func (export "post") (param i32) (call $reset))

    (func (export "take-eight") (param ${eight.flat}) (result i32)
      (i32.add (local.get 0) (i32.add (local.get 3) (local.get 4))))
    (func (export "keep-eight") (param ${eight.flat})
      (i32.store8 (i32.const ${eight.at}) (local.get 0))
      (i32.store8 (i32.const ${eight.at + 1}) (local.get 1))
      (i32.store16 (i32.const ${eight.at + 2}) (local.get 2))
      (i32.store (i32.const ${eight.at + 4}) (local.get 3))
      (i32.store (i32.const ${eight.at + 8}) (local.get 4))
      (f32.store (i32.const ${eight.at + 12}) (local.get 5))
      (f64.store (i32.const ${eight.at + 16}) (local.get 6))
      (i32.store8 (i32.const ${eight.at + 24}) (local.get 7)))
    (func (export "give-eight") (result i32) (i32.const ${eight.at}))

    (func (export "take-shape") (param ${shape.flat}) (result i32)
      (call $reset) (i32.add (local.get 0) (local.get 1)))
    (func (export "keep-shape") (param ${shape.flat})
      (i32.store8 (i32.const ${shape.at}) (local.get 0))
      (i32.store (i32.const ${shape.at + 4}) (local.get 1))
      (i32.store (i32.const ${shape.at + 8}) (local.get 2)))
    (func (export "give-shape") (result i32) (i32.const ${shape.at}))

    (func (export "take-measure") (param ${measure.flat}) (result i32)
      (i32.add (local.get 0) (i32.wrap_i64 (local.get 1))))
    (func (export "keep-measure") (param ${measure.flat})
      (i32.store8 (i32.const ${measure.at}) (local.get 0))
      (i64.store (i32.const ${measure.at + 8}) (local.get 1)))
    (func (export "give-measure") (result i32) (i32.const ${measure.at}))

    (func (export "take-option") (param ${option.flat}) (result i32)
      (i32.add (local.get 0) (local.get 1)))
    (func (export "keep-option") (param ${option.flat})
      (i32.store8 (i32.const ${option.at}) (local.get 0))
      (i32.store (i32.const ${option.at + 4}) (local.get 1)))
    (func (export "give-option") (result i32) (i32.const ${option.at}))

    (func (export "check") (param $n i32) (result i32)
      (i32.store8 (i32.const ${checked.at}) (i32.and (local.get $n) (i32.const 1)))
      (if (i32.and (local.get $n) (i32.const 1))
        (then (i32.store (i32.const ${checked.at + 4}) (i32.const 32))
              (i32.store (i32.const ${checked.at + 8}) (i32.const 12)))
        (else (i32.store (i32.const ${checked.at + 4}) (local.get $n))))
      (i32.const ${checked.at}))
    (func (export "echo-perms") (param i32) (result i32) (local.get 0))
    (func (export "echo-color") (param i32) (result i32) (local.get 0))

    ${loop('call-take-eight', `(call $take-eight
          (i32.and (local.get $i) (i32.const 255)) (i32.const -3) (i32.const 500) (i32.const -70000)
          (local.get $i) (f32.const 0.25) (f64.const 1e10) (i32.const 1))`)}
    ${loop('call-give-eight', `(block (result i32)
          (call $give-eight (i32.const ${eight.at})) (i32.load (i32.const ${eight.at + 8})))`)}
    ${loop('call-shape', `(block (result i32)
          (call $echo-shape (i32.const 1) (local.get $i) (i32.const 0) (i32.const ${shape.at}))
          (i32.load (i32.const ${shape.at + 4})))`)}
    ${loop('call-measure', `(block (result i32)
          (call $echo-measure (i32.const 1) (i64.reinterpret_f64 (f64.convert_i32_u (local.get $i)))
            (i32.const ${measure.at}))
          (i32.trunc_sat_f64_u (f64.load (i32.const ${measure.at + 8}))))`)}
    ${loop('call-option', `(block (result i32)
          (call $echo-option (i32.const 1) (local.get $i) (i32.const ${option.at}))
          (i32.load (i32.const ${option.at + 4})))`)}
    ${loop('call-check-ok', `(block (result i32)
          (call $check (i32.shl (local.get $i) (i32.const 1)) (i32.const ${checked.at}))
          (i32.load (i32.const ${checked.at + 4})))`)}
    ${loop('call-check-err', `(block (result i32)
          (call $check (i32.const 1) (i32.const ${checked.at})) (call $reset)
          (i32.load (i32.const ${checked.at + 8})))`)}
    ${loop('call-perms', '(call $echo-perms (i32.and (local.get $i) (i32.const 7)))')}
    ${loop('call-color', '(call $echo-color (i32.and (local.get $i) (i32.const 3)))')})
  (core instance $main (instantiate $main
    (with "libc" (instance $libc))
    (with "host" (instance ${lines(functions, name => `(export "${name}" (func $${name})) `)}))))
  ${lines(exported, (name, type) => `
  (func (export "${name}") ${type} (canon lift (core func $main "${name}")
    ${usesMemory(name) ? '(memory $memory) (realloc (core func $realloc))' : ''}
    ${/^(give-shape|check)$/.test(name) ? '(post-return (core func $main "post"))' : ''}))`)}
  ${['take-eight', 'give-eight', 'shape', 'measure', 'option', 'check-ok', 'check-err', 'perms', 'color']
    .map(name => exportLoop(`call-${name}`)).join('')})`;
