;; What the host offers, core modules, and instances that import each other.

(component
  (import "host" (instance $host
    (export "return-three" (func (result u32)))
    (export "return-hi" (func (result string)))
    (export "nested" (instance (export "return-four" (func (result u32)))))))
  (import "host-return-two" (func $two (result u32)))
  (core module $Memory
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16)))
  (core instance $memory (instantiate $Memory))
  (core func $two (canon lower (func $two)))
  (core func $three (canon lower (func $host "return-three")))
  (core func $four (canon lower (func $host "nested" "return-four")))
  (core func $hi (canon lower (func $host "return-hi")
    (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
  (core module $Code
    (import "host" "two" (func $two (result i32)))
    (import "host" "three" (func $three (result i32)))
    (import "host" "four" (func $four (result i32)))
    (import "host" "hi" (func $hi (param i32)))
    (func (export "sum") (result i32)
      (i32.add (call $two) (i32.add (call $three) (call $four))))
    (func (export "hi") (result i32)
      (call $hi (i32.const 0))
      (i32.const 0)))
  (core instance $code (instantiate $Code
    (with "host" (instance
      (export "two" (func $two)) (export "three" (func $three)) (export "four" (func $four)) (export "hi" (func $hi))))))
  (func (export "sum") (result u32) (canon lift (core func $code "sum")))
  (func (export "hi") (result string) (canon lift (core func $code "hi") (memory (core memory $memory "memory")))))

(assert_return (invoke "sum") (u32.const 9))
(assert_return (invoke "hi") (str.const "hi"))

;; A resource of the host: made, used, and dropped.
(component
  (import "host" (instance $host
    (export "resource1" (type $r (sub resource)))
    (export "[constructor]resource1" (func (param "rep" u32) (result (own $r))))
    (export "[method]resource1.simple" (func (param "self" (borrow $r)) (param "rep" u32)))
    (export "[static]resource1.drops" (func (result u32)))
    (export "[static]resource1.last-drop" (func (result u32)))))
  (alias export $host "resource1" (type $r))
  (core func $new (canon lower (func $host "[constructor]resource1")))
  (core func $simple (canon lower (func $host "[method]resource1.simple")))
  (core func $drops (canon lower (func $host "[static]resource1.drops")))
  (core func $last (canon lower (func $host "[static]resource1.last-drop")))
  (core func $drop (canon resource.drop $r))
  (core module $Code
    (import "host" "new" (func $new (param i32) (result i32)))
    (import "host" "simple" (func $simple (param i32 i32)))
    (import "host" "drops" (func $drops (result i32)))
    (import "host" "last" (func $last (result i32)))
    (import "host" "drop" (func $drop (param i32)))
    (func (export "use") (param $rep i32) (result i32)
      (local $handle i32)
      (local.set $handle (call $new (local.get $rep)))
      (call $simple (local.get $handle) (local.get $rep))
      (call $drop (local.get $handle))
      (i32.add (call $last) (call $drops))))
  (core instance $code (instantiate $Code
    (with "host" (instance
      (export "new" (func $new)) (export "simple" (func $simple)) (export "drops" (func $drops))
      (export "last" (func $last)) (export "drop" (func $drop))))))
  (func (export "use") (param "rep" u32) (result u32) (canon lift (core func $code "use"))))

(assert_return (invoke "use" (u32.const 100)) (u32.const 101))
(assert_return (invoke "use" (u32.const 200)) (u32.const 202))

;; A core module from the host, and one from an instance with a name.
(component $modules
  (core module (export "answer")
    (func (export "f") (result i32) (i32.const 42))))

(component
  (import "host" (instance $host
    (export "simple-module" (core module (export "f" (func (result i32))) (export "g" (global i32))))))
  (import "modules" (instance $modules
    (export "answer" (core module (export "f" (func (result i32)))))))
  (alias export $host "simple-module" (core module $Simple))
  (alias export $modules "answer" (core module $Answer))
  (core instance $simple (instantiate $Simple))
  (core instance $answer (instantiate $Answer))
  (func (export "simple") (result u32) (canon lift (core func $simple "f")))
  (func (export "answer") (result u32) (canon lift (core func $answer "f"))))

(assert_return (invoke "simple") (u32.const 101))
(assert_return (invoke "answer") (u32.const 42))

;; A definition that is instantiated twice, each instance with a state of its own; one imports the other.
(component definition $Counter
  (core module $Code
    (global $count (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $count (i32.add (global.get $count) (i32.const 1)))
      (global.get $count)))
  (core instance $code (instantiate $Code))
  (func (export "next") (result u32) (canon lift (core func $code "next"))))
(component instance $one $Counter)
(assert_return (invoke "next") (u32.const 1))
(component instance $two $Counter)
(assert_return (invoke "next") (u32.const 1))
(assert_return (invoke "next") (u32.const 2))
(assert_return (invoke $one "next") (u32.const 2))

(component
  (import "two" (instance $two (export "next" (func (result u32)))))
  (core func $next (canon lower (func $two "next")))
  (core module $Code
    (import "two" "next" (func $next (result i32)))
    (func (export "twice") (result i32) (i32.mul (call $next) (i32.const 2))))
  (core instance $code (instantiate $Code (with "two" (instance (export "next" (func $next))))))
  (func (export "twice") (result u32) (canon lift (core func $code "twice"))))
(assert_return (invoke "twice") (u32.const 6))

;; Core modules have a registry of their own.
(module $core (func (export "f") (param i32) (result i32 i64) (local.get 0) (i64.const 7)))
(assert_return (invoke "f" (i32.const 3)) (i32.const 3) (i64.const 7))
(register "core" $core)
(module
  (import "core" "f" (func $f (param i32) (result i32 i64)))
  (func (export "g") (result i64) (local i64)
    (call $f (i32.const 0))
    (local.set 0)
    drop
    (local.get 0)))
(assert_return (invoke "g") (i64.const 7))
