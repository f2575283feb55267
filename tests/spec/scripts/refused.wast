;; Claims that something is refused, at each stage.

(assert_invalid
  (component (export "f" (func 0)))
  "function index out of bounds")
(assert_malformed
  (component binary "\00asm" "\0d\00\01\00" "\00")
  "unexpected end")
(assert_malformed
  (component quote "(import \"a\" (func (param \"x\" wrong)))")
  "unexpected token")
(assert_invalid
  (module (func (result i32)))
  "type mismatch")

;; A function body, which the engine validates when it compiles the module.
(assert_invalid
  (component (core module $Code (func (result i32))) (core instance (instantiate $Code)))
  "type mismatch")
(assert_invalid
  (component (type (list u8 268435456)))
  "exceeds maximum byte size")

;; The host has no such function.
(assert_unlinkable
  (component
    (import "host" (instance $host (export "undefined" (func))))
    (core func $f (canon lower (func $host "undefined")))
    (core module $Code (import "host" "f" (func)))
    (core instance (instantiate $Code (with "host" (instance (export "f" (func $f)))))))
  "was not found")

;; A start function that traps.
(assert_trap
  (component
    (core module $Code (func $start unreachable) (start $start))
    (core instance (instantiate $Code)))
  "unreachable")

(component
  (core module $Code
    (table 1 funcref)
    (func (export "null") (call_indirect (i32.const 0))))
  (core instance $code (instantiate $Code))
  (func (export "null") (canon lift (core func $code "null"))))
(assert_trap (invoke "null") "uninitialized element")

(component
  (core module $Code (func $loop (export "loop") (call $loop)))
  (core instance $code (instantiate $Code))
  (func (export "loop") (canon lift (core func $code "loop"))))
(assert_exhaustion (invoke "loop") "call stack exhausted")
