;; Components that call each other through fused adapters.
;;
;; `strings` between every pair of encodings: each of three callers is linked to each of three callees. `values`: lists,
;; records, and a resource that one component implements and another uses.
(component
  ;; A memory and an allocator that never frees.
  (core module $Memory
    (memory (export "memory") 1)
    (global $end (mut i32) (i32.const 16))
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
          (br_if $grow (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
          unreachable))
      (memory.copy (local.get $at) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $at)))

  ;; -- Strings ------------------------------------------------------------------------------------------------------

  (core module $StringsCallee
    (import "memory" "memory" (memory 1))
    (func (export "echo") (param $pointer i32) (param $length i32) (result i32)
      (i32.store (i32.const 0) (local.get $pointer))
      (i32.store (i32.const 4) (local.get $length))
      (i32.const 0))
    (func (export "units") (param $pointer i32) (param $length i32) (result i32)
      (local.get $length)))

  (core module $StringsCaller
    (import "callee" "echo" (func $echo (param i32 i32 i32)))
    (import "callee" "units" (func $units (param i32 i32) (result i32)))
    (func (export "echo") (param $pointer i32) (param $length i32) (result i32)
      (call $echo (local.get $pointer) (local.get $length) (i32.const 0))
      (i32.const 0))
    (func (export "units") (param $pointer i32) (param $length i32) (result i32)
      (call $units (local.get $pointer) (local.get $length))))

  (component $CalleeUtf8
    (core instance $memory (instantiate $Memory))
    (core instance $code (instantiate $StringsCallee (with "memory" (instance $memory))))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $code "echo") string-encoding=utf8
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    ;; The length as the canonical ABI passes it: in code units, with the top bit set for UTF-16 in latin1+utf16.
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $code "units") string-encoding=utf8
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))

  (component $CalleeUtf16
    (core instance $memory (instantiate $Memory))
    (core instance $code (instantiate $StringsCallee (with "memory" (instance $memory))))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $code "echo") string-encoding=utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    ;; The length as the canonical ABI passes it: in code units, with the top bit set for UTF-16 in latin1+utf16.
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $code "units") string-encoding=utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))

  (component $CalleeLatin1
    (core instance $memory (instantiate $Memory))
    (core instance $code (instantiate $StringsCallee (with "memory" (instance $memory))))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $code "echo") string-encoding=latin1+utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    ;; The length as the canonical ABI passes it: in code units, with the top bit set for UTF-16 in latin1+utf16.
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $code "units") string-encoding=latin1+utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))

  (component $CallerUtf8
    (import "callee" (instance $callee
      (export "echo" (func (param "text" string) (result string)))
      (export "units" (func (param "text" string) (result u32)))))
    (core instance $memory (instantiate $Memory))
    (core func $echo (canon lower (func $callee "echo") string-encoding=utf8
      (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (core func $units (canon lower (func $callee "units") string-encoding=utf8 (memory (core memory $memory "memory"))))
    (core instance $code (instantiate $StringsCaller
      (with "callee" (instance (export "echo" (func $echo)) (export "units" (func $units))))))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $code "echo") string-encoding=utf8
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $code "units") string-encoding=utf8
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))

  (component $CallerUtf16
    (import "callee" (instance $callee
      (export "echo" (func (param "text" string) (result string)))
      (export "units" (func (param "text" string) (result u32)))))
    (core instance $memory (instantiate $Memory))
    (core func $echo (canon lower (func $callee "echo") string-encoding=utf16
      (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (core func $units (canon lower (func $callee "units") string-encoding=utf16 (memory (core memory $memory "memory"))))
    (core instance $code (instantiate $StringsCaller
      (with "callee" (instance (export "echo" (func $echo)) (export "units" (func $units))))))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $code "echo") string-encoding=utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $code "units") string-encoding=utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))

  (component $CallerLatin1
    (import "callee" (instance $callee
      (export "echo" (func (param "text" string) (result string)))
      (export "units" (func (param "text" string) (result u32)))))
    (core instance $memory (instantiate $Memory))
    (core func $echo (canon lower (func $callee "echo") string-encoding=latin1+utf16
      (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (core func $units (canon lower (func $callee "units") string-encoding=latin1+utf16 (memory (core memory $memory "memory"))))
    (core instance $code (instantiate $StringsCaller
      (with "callee" (instance (export "echo" (func $echo)) (export "units" (func $units))))))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $code "echo") string-encoding=latin1+utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $code "units") string-encoding=latin1+utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))

  (instance $callee-utf8 (instantiate $CalleeUtf8))
  (instance $callee-utf16 (instantiate $CalleeUtf16))
  (instance $callee-latin1-or-utf16 (instantiate $CalleeLatin1))
  (instance (export "utf8-to-utf8") (instantiate $CallerUtf8 (with "callee" (instance $callee-utf8))))
  (instance (export "utf8-to-utf16") (instantiate $CallerUtf8 (with "callee" (instance $callee-utf16))))
  (instance (export "utf8-to-latin1-or-utf16") (instantiate $CallerUtf8 (with "callee" (instance $callee-latin1-or-utf16))))
  (instance (export "utf16-to-utf8") (instantiate $CallerUtf16 (with "callee" (instance $callee-utf8))))
  (instance (export "utf16-to-utf16") (instantiate $CallerUtf16 (with "callee" (instance $callee-utf16))))
  (instance (export "utf16-to-latin1-or-utf16") (instantiate $CallerUtf16 (with "callee" (instance $callee-latin1-or-utf16))))
  (instance (export "latin1-or-utf16-to-utf8") (instantiate $CallerLatin1 (with "callee" (instance $callee-utf8))))
  (instance (export "latin1-or-utf16-to-utf16") (instantiate $CallerLatin1 (with "callee" (instance $callee-utf16))))
  (instance (export "latin1-or-utf16-to-latin1-or-utf16") (instantiate $CallerLatin1 (with "callee" (instance $callee-latin1-or-utf16))))

  ;; -- Values and resources -----------------------------------------------------------------------------------------

  (core module $Drops
    (global $dropped (mut i32) (i32.const 0))
    (func (export "drop") (param $cell i32)
      (global.set $dropped (i32.add (global.get $dropped) (i32.const 1))))
    (func (export "dropped") (result i32)
      (global.get $dropped)))

  ;; A counter's representation is the address of its value.
  (core module $BankCode
    (import "memory" "memory" (memory 1))
    (import "memory" "realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (import "counter" "new" (func $new (param i32) (result i32)))
    (import "counter" "rep" (func $rep (param i32) (result i32)))
    (import "counter" "drop" (func $drop (param i32)))
    (func (export "add") (param i32 i32) (result i32)
      (i32.add (local.get 0) (local.get 1)))
    (func (export "sum") (param $at i32) (param $left i32) (result i64)
      (local $sum i64)
      (block $done
        (loop $next
          (br_if $done (i32.eqz (local.get $left)))
          (local.set $sum (i64.add (local.get $sum) (i64.load8_u (local.get $at))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br $next)))
      (local.get $sum))
    (func (export "same") (param $pointer i32) (param $length i32) (result i32)
      (i32.store (i32.const 0) (local.get $pointer))
      (i32.store (i32.const 4) (local.get $length))
      (i32.const 0))
    (func (export "move") (param $x i32) (param $y i32) (param $dx i32) (param $dy i32) (result i32)
      (i32.store (i32.const 0) (i32.add (local.get $x) (local.get $dx)))
      (i32.store (i32.const 4) (i32.add (local.get $y) (local.get $dy)))
      (i32.const 0))
    (func (export "rename")
      (param $name i32) (param $name-length i32) (param $age i32) (param $to i32) (param $to-length i32) (result i32)
      (i32.store (i32.const 0) (local.get $to))
      (i32.store (i32.const 4) (local.get $to-length))
      (i32.store8 (i32.const 8) (local.get $age))
      (i32.const 0))
    (func $make (export "make") (param $start i32) (result i32)
      (local $cell i32)
      (local.set $cell (call $realloc (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 4)))
      (i32.store (local.get $cell) (local.get $start))
      (call $new (local.get $cell)))
    (func (export "increment") (param $cell i32) (param $by i32) (result i32)
      (i32.store (local.get $cell) (i32.add (i32.load (local.get $cell)) (local.get $by)))
      (i32.load (local.get $cell)))
    (func (export "merge") (param $a i32) (param $b i32) (result i32)
      (local $sum i32)
      (local.set $sum (i32.add (i32.load (call $rep (local.get $a))) (i32.load (call $rep (local.get $b)))))
      (call $drop (local.get $a))
      (call $drop (local.get $b))
      (call $make (local.get $sum)))
    ;; The difference of two borrowed counters, or an error.
    (func (export "difference") (param $a i32) (param $b i32) (result i32)
      (local $gap i32)
      (local.set $gap (i32.sub (i32.load (local.get $a)) (i32.load (local.get $b))))
      (i32.store8 (i32.const 0) (i32.lt_s (local.get $gap) (i32.const 0)))
      (i32.store (i32.const 4) (local.get $gap))
      (i32.const 0)))

  (component $Bank
    (core instance $memory (instantiate $Memory))
    (core instance $drops (instantiate $Drops))
    (type $counter' (resource (rep i32) (dtor (core func $drops "drop"))))
    (core func $new (canon resource.new $counter'))
    (core func $rep (canon resource.rep $counter'))
    (core func $drop (canon resource.drop $counter'))
    (core instance $code (instantiate $BankCode
      (with "memory" (instance $memory))
      (with "counter" (instance (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))

    (export $counter "counter" (type $counter'))
    (type $point' (record (field "x" s32) (field "y" s32)))
    (export $point "point" (type $point'))
    (type $person' (record (field "name" string) (field "age" u8)))
    (export $person "person" (type $person'))

    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $code "add")))
    (func (export "sum") (param "bytes" (list u8)) (result u64)
      (canon lift (core func $code "sum") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "same") (param "bytes" (list u8)) (result (list u8))
      (canon lift (core func $code "same") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "move") (param "point" $point) (param "by" $point) (result $point)
      (canon lift (core func $code "move") (memory (core memory $memory "memory"))))
    (func (export "rename") (param "who" $person) (param "to" string) (result $person)
      (canon lift (core func $code "rename") string-encoding=utf16
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "[constructor]counter") (param "start" u32) (result (own $counter))
      (canon lift (core func $code "make")))
    (func (export "[method]counter.increment") (param "self" (borrow $counter)) (param "by" u32) (result u32)
      (canon lift (core func $code "increment")))
    (func (export "[static]counter.merge") (param "a" (own $counter)) (param "b" (own $counter)) (result (own $counter))
      (canon lift (core func $code "merge")))
    (func (export "difference") (param "a" (borrow $counter)) (param "b" (borrow $counter)) (result (result u32 (error s32)))
      (canon lift (core func $code "difference") (memory (core memory $memory "memory"))))
    ;; How many counters have been dropped.
    (func (export "dropped") (result u32) (canon lift (core func $drops "dropped"))))

  (core module $ClientCode
    (import "memory" "memory" (memory 1))
    (import "bank" "add" (func $add (param i32 i32) (result i32)))
    (import "bank" "sum" (func $sum (param i32 i32) (result i64)))
    (import "bank" "same" (func $same (param i32 i32 i32)))
    (import "bank" "move" (func $move (param i32 i32 i32 i32 i32)))
    (import "bank" "rename" (func $rename (param i32 i32 i32 i32 i32 i32)))
    (import "bank" "make" (func $make (param i32) (result i32)))
    (import "bank" "increment" (func $increment (param i32 i32) (result i32)))
    (import "bank" "merge" (func $merge (param i32 i32) (result i32)))
    (import "bank" "difference" (func $difference (param i32 i32 i32)))
    (import "bank" "drop" (func $drop (param i32)))
    (func (export "add") (param i32 i32) (result i32)
      (call $add (local.get 0) (local.get 1)))
    ;; Adds up all numbers below the given one, with a call for each.
    (func (export "triangle") (param $left i32) (result i32)
      (local $sum i32)
      (block $done
        (loop $next
          (br_if $done (i32.eqz (local.get $left)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (local.set $sum (call $add (local.get $sum) (local.get $left)))
          (br $next)))
      (local.get $sum))
    (func (export "sum") (param i32 i32) (result i64)
      (call $sum (local.get 0) (local.get 1)))
    (func (export "same") (param i32 i32) (result i32)
      (call $same (local.get 0) (local.get 1) (i32.const 0))
      (i32.const 0))
    (func (export "move") (param i32 i32 i32 i32) (result i32)
      (call $move (local.get 0) (local.get 1) (local.get 2) (local.get 3) (i32.const 0))
      (i32.const 0))
    (func (export "rename") (param i32 i32 i32 i32 i32) (result i32)
      (call $rename (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (i32.const 0))
      (i32.const 0))
    (func (export "count-up") (param $start i32) (param $times i32) (result i32)
      (local $counter i32) (local $value i32)
      (local.set $counter (call $make (local.get $start)))
      (local.set $value (local.get $start))
      (block $done
        (loop $next
          (br_if $done (i32.eqz (local.get $times)))
          (local.set $times (i32.sub (local.get $times) (i32.const 1)))
          (local.set $value (call $increment (local.get $counter) (i32.const 1)))
          (br $next)))
      (call $drop (local.get $counter))
      (local.get $value))
    (func (export "merged") (param $a i32) (param $b i32) (result i32)
      (call $merge (call $make (local.get $a)) (call $make (local.get $b))))
    (func (export "bump") (param $counter i32) (result i32)
      (drop (call $increment (local.get $counter) (i32.const 10)))
      (local.get $counter))
    (func (export "peek") (param $counter i32) (result i32)
      (local $value i32)
      (local.set $value (call $increment (local.get $counter) (i32.const 0)))
      (call $drop (local.get $counter))
      (local.get $value))
    (func (export "difference") (param $a i32) (param $b i32) (result i32)
      (call $difference (local.get $a) (local.get $b) (i32.const 0))
      (call $drop (local.get $a))
      (call $drop (local.get $b))
      (i32.const 0))
    ;; Forgets to drop what it has borrowed.
    (func (export "forget") (param $counter i32))
    ;; Uses a counter that it has dropped.
    (func (export "misuse") (param $start i32) (result i32)
      (local $counter i32)
      (local.set $counter (call $make (local.get $start)))
      (call $drop (local.get $counter))
      (call $increment (local.get $counter) (i32.const 1))))

  (component $Client
    (import "bank" (instance $bank
      (export "counter" (type $counter (sub resource)))
      (type $point' (record (field "x" s32) (field "y" s32)))
      (export "point" (type $point (eq $point')))
      (type $person' (record (field "name" string) (field "age" u8)))
      (export "person" (type $person (eq $person')))
      (export "add" (func (param "a" u32) (param "b" u32) (result u32)))
      (export "sum" (func (param "bytes" (list u8)) (result u64)))
      (export "same" (func (param "bytes" (list u8)) (result (list u8))))
      (export "move" (func (param "point" $point) (param "by" $point) (result $point)))
      (export "rename" (func (param "who" $person) (param "to" string) (result $person)))
      (export "[constructor]counter" (func (param "start" u32) (result (own $counter))))
      (export "[method]counter.increment" (func (param "self" (borrow $counter)) (param "by" u32) (result u32)))
      (export "[static]counter.merge" (func (param "a" (own $counter)) (param "b" (own $counter)) (result (own $counter))))
      (export "difference"
        (func (param "a" (borrow $counter)) (param "b" (borrow $counter)) (result (result u32 (error s32)))))))
    (alias export $bank "counter" (type $counter))
    (alias export $bank "point" (type $point))
    (alias export $bank "person" (type $person))

    (core instance $memory (instantiate $Memory))
    (core func $add (canon lower (func $bank "add")))
    (core func $sum (canon lower (func $bank "sum") (memory (core memory $memory "memory"))))
    (core func $same (canon lower (func $bank "same")
      (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (core func $move (canon lower (func $bank "move") (memory (core memory $memory "memory"))))
    (core func $rename (canon lower (func $bank "rename")
      (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (core func $make (canon lower (func $bank "[constructor]counter")))
    (core func $increment (canon lower (func $bank "[method]counter.increment")))
    (core func $merge (canon lower (func $bank "[static]counter.merge")))
    (core func $difference (canon lower (func $bank "difference") (memory (core memory $memory "memory"))))
    (core func $drop (canon resource.drop $counter))
    (core instance $code (instantiate $ClientCode
      (with "memory" (instance $memory))
      (with "bank" (instance
        (export "add" (func $add)) (export "sum" (func $sum)) (export "same" (func $same)) (export "move" (func $move))
        (export "rename" (func $rename)) (export "make" (func $make)) (export "increment" (func $increment))
        (export "merge" (func $merge)) (export "difference" (func $difference)) (export "drop" (func $drop))))))

    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $code "add")))
    (func (export "triangle") (param "below" u32) (result u32) (canon lift (core func $code "triangle")))
    (func (export "sum") (param "bytes" (list u8)) (result u64)
      (canon lift (core func $code "sum") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "same") (param "bytes" (list u8)) (result (list u8))
      (canon lift (core func $code "same") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "move") (param "point" $point) (param "by" $point) (result $point)
      (canon lift (core func $code "move") (memory (core memory $memory "memory"))))
    (func (export "rename") (param "who" $person) (param "to" string) (result $person)
      (canon lift (core func $code "rename")
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "count-up") (param "start" u32) (param "times" u32) (result u32)
      (canon lift (core func $code "count-up")))
    (func (export "merged") (param "a" u32) (param "b" u32) (result (own $counter))
      (canon lift (core func $code "merged")))
    (func (export "bump") (param "counter" (own $counter)) (result (own $counter))
      (canon lift (core func $code "bump")))
    (func (export "peek") (param "counter" (borrow $counter)) (result u32)
      (canon lift (core func $code "peek")))
    (func (export "difference") (param "a" (borrow $counter)) (param "b" (borrow $counter)) (result (result u32 (error s32)))
      (canon lift (core func $code "difference") (memory (core memory $memory "memory"))))
    (func (export "forget") (param "counter" (borrow $counter)) (canon lift (core func $code "forget")))
    (func (export "misuse") (param "start" u32) (result u32) (canon lift (core func $code "misuse"))))

  (instance $bank (instantiate $Bank))
  (instance $client (instantiate $Client (with "bank" (instance $bank))))
  (export "test:composed/bank" (instance $bank))
  (export "test:composed/client" (instance $client))
)
