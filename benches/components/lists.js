// Lists both ways: typed arrays, lists of strings, lists of records.

import { buffer, exportLoop, libc, loop } from './libc.js';

/** Name in function names → WIT type of the list; `$point` is the record that the host instance exports. */
const lists = {
  u8: '(list u8)',
  u32: '(list u32)',
  f64: '(list f64)',
  strings: '(list string)',
  points: '(list $point)',
};
const each = template => Object.entries(lists).map(([name, type]) => template(name, type)).join('');

export const wat = `(component
  (import "bench:calls/host" (instance $host
    (type $shape (record (field "id" u32) (field "x" f64) (field "y" f64) (field "live" bool)))
    (export "point" (type $point (eq $shape)))
    ${each((name, type) => `
    (export "take-${name}" (func (param "list" ${type}) (result u32)))
    (export "give-${name}" (func (result ${type})))`)}))
  (alias export $host "point" (type $point))
  ${libc}
  ${each(name => `
  (core func $take-${name} (canon lower (func $host "take-${name}") (memory $memory) (realloc (core func $realloc))))
  (core func $give-${name} (canon lower (func $host "give-${name}") (memory $memory) (realloc (core func $realloc))))`)}
  (core module $main
    ${each(name => `
    (import "host" "take-${name}" (func $take-${name} (param i32 i32) (result i32)))
    (import "host" "give-${name}" (func $give-${name} (param i32)))`)}
    ${buffer}
    ${each(name => loop(`call-take-${name}`, `
          (call $take-${name} (global.get $kept-ptr) (global.get $kept-len))`))}
    ${each(name => loop(`call-give-${name}`, `(block (result i32)
          (call $give-${name} (i32.const 16)) (call $reset) (i32.load (i32.const 20)))`))})
  (core instance $main (instantiate $main
    (with "libc" (instance $libc))
    (with "host" (instance
      ${each(name => `
      (export "take-${name}" (func $take-${name}))
      (export "give-${name}" (func $give-${name}))`)}))))
  ${each((name, type) => `
  (func (export "take-${name}") (param "list" ${type}) (result u32) (canon lift (core func $main "take")
    (memory $memory) (realloc (core func $realloc))))
  (func (export "keep-${name}") (param "list" ${type}) (canon lift (core func $main "keep")
    (memory $memory) (realloc (core func $realloc))))
  (func (export "give-${name}") (result ${type}) (canon lift (core func $main "give")
    (memory $memory) (post-return (core func $main "post"))))
  ${exportLoop(`call-take-${name}`)}
  ${exportLoop(`call-give-${name}`)}`)})`;
