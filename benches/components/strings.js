// Strings both ways in both common encodings: the same core functions, lifted once as utf8 and once as utf16.

import { buffer, exportLoop, libc, loop } from './libc.js';

const encodings = ['utf8', 'utf16'];
const each = template => encodings.map(template).join('');

export const wat = `(component
  (import "bench:calls/host" (instance $host
    ${each(encoding => `
    (export "take-${encoding}" (func (param "s" string) (result u32)))
    (export "give-${encoding}" (func (result string)))`)}))
  ${libc}
  ${each(encoding => `
  (core func $take-${encoding} (canon lower (func $host "take-${encoding}")
    (memory $memory) (realloc (core func $realloc)) string-encoding=${encoding}))
  (core func $give-${encoding} (canon lower (func $host "give-${encoding}")
    (memory $memory) (realloc (core func $realloc)) string-encoding=${encoding}))`)}
  (core module $main
    ${each(encoding => `
    (import "host" "take-${encoding}" (func $take-${encoding} (param i32 i32) (result i32)))
    (import "host" "give-${encoding}" (func $give-${encoding} (param i32)))`)}
    ${buffer}
    ${each(encoding => loop(`call-take-${encoding}`, `
          (call $take-${encoding} (global.get $kept-ptr) (global.get $kept-len))`))}
    ${each(encoding => loop(`call-give-${encoding}`, `(block (result i32)
          (call $give-${encoding} (i32.const 16)) (call $reset) (i32.load (i32.const 20)))`))})
  (core instance $main (instantiate $main
    (with "libc" (instance $libc))
    (with "host" (instance
      ${each(encoding => `
      (export "take-${encoding}" (func $take-${encoding}))
      (export "give-${encoding}" (func $give-${encoding}))`)}))))
  ${each(encoding => `
  (func (export "take-${encoding}") (param "s" string) (result u32) (canon lift (core func $main "take")
    (memory $memory) (realloc (core func $realloc)) string-encoding=${encoding}))
  (func (export "keep-${encoding}") (param "s" string) (canon lift (core func $main "keep")
    (memory $memory) (realloc (core func $realloc)) string-encoding=${encoding}))
  (func (export "give-${encoding}") (result string) (canon lift (core func $main "give")
    (memory $memory) (post-return (core func $main "post")) string-encoding=${encoding}))
  (func (export "echo-${encoding}") (param "s" string) (result string) (canon lift (core func $main "echo")
    (memory $memory) (realloc (core func $realloc)) (post-return (core func $main "post")) string-encoding=${encoding}))
  ${exportLoop(`call-take-${encoding}`)}
  ${exportLoop(`call-give-${encoding}`)}`)})`;
