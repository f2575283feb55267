;; None of these claims holds, but the first.

(component
  (core module $Code
    (func (export "one") (result i32) (i32.const 1))
    (func (export "trap") unreachable))
  (core instance $code (instantiate $Code))
  (func (export "one") (result u32) (canon lift (core func $code "one")))
  (func (export "trap") (canon lift (core func $code "trap"))))

(assert_return (invoke "one") (u32.const 1))
(assert_return (invoke "one") (u32.const 2))
(assert_return (invoke "one"))
(assert_trap (invoke "one") "unreachable")
(assert_return (invoke "missing"))
(assert_invalid (component) "anything")
(assert_invalid (component (export "f" (func 0))) "another message")
(assert_unlinkable (component) "anything")
(assert_trap (component) "unreachable")
(assert_trap (invoke "trap") "integer divide by zero")

;; What builds on what cannot be made is blocked.
(component definition $Invalid (import "a" (func $f)) (export "f" (func $f)))
(component instance $invalid $Invalid)
(assert_return (invoke "one") (u32.const 1))
