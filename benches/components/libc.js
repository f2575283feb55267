// The parts that every benchmark component shares: a memory with a bump allocator, and the loops in
// which a guest calls an import. The allocator is a few instructions, so that what is measured is the
// glue; whoever used the memory resets it.

/** A core module: linear memory, `realloc`, and the bump pointer that a `$main` module resets. */
export const libc = `
  (core module $libc
    (memory (export "memory") 512)
    (global $bump (export "bump") (mut i32) (i32.const 65536))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $ptr i32)
      (if (i32.and (i32.ne (local.get $old) (i32.const 0))
                   (i32.eq (i32.add (local.get $old) (local.get $old-size)) (global.get $bump)))
        (then (local.set $ptr (local.get $old)))
        (else (local.set $ptr (i32.and (i32.sub (i32.add (global.get $bump) (local.get $align)) (i32.const 1))
                                       (i32.sub (i32.const 0) (local.get $align))))))
      (global.set $bump (i32.add (local.get $ptr) (local.get $size)))
      (if (i32.gt_u (global.get $bump) (i32.shl (memory.size) (i32.const 16)))
        (then (if (i32.eq (memory.grow (i32.const 256)) (i32.const -1)) (then (unreachable)))))
      (if (i32.and (i32.ne (local.get $old) (i32.const 0)) (i32.ne (local.get $old) (local.get $ptr)))
        (then (memory.copy (local.get $ptr) (local.get $old) (local.get $old-size))))
      (local.get $ptr)))
  (core instance $libc (instantiate $libc))
  (alias core export $libc "memory" (core memory $memory))
  (alias core export $libc "realloc" (core func $realloc))`;

/**
 * Core functions over one kept value that is a pointer and a length: a string or a list.
 * `take` reads an argument and frees it, `keep` holds on to it, `give` returns what was kept, `echo`
 * returns its argument, `post` is the post-return of both.
 */
export const buffer = `
    (import "libc" "memory" (memory 1))
    (import "libc" "bump" (global $bump (mut i32)))
    (global $floor (mut i32) (i32.const 65536))
    (global $kept-ptr (mut i32) (i32.const 65536))
    (global $kept-len (mut i32) (i32.const 0))
    (func $reset (global.set $bump (global.get $floor)))
    (func $return (param $ptr i32) (param $len i32) (result i32)
      (i32.store (i32.const 16) (local.get $ptr))
      (i32.store (i32.const 20) (local.get $len))
      (i32.const 16))
    (func (export "take") (param $ptr i32) (param $len i32) (result i32)
      (call $reset) (local.get $len))
    (func (export "keep") (param $ptr i32) (param $len i32)
      (global.set $kept-ptr (local.get $ptr))
      (global.set $kept-len (local.get $len))
      (global.set $floor (global.get $bump)))
    (func (export "give") (result i32)
      (call $return (global.get $kept-ptr) (global.get $kept-len)))
    (func (export "echo") (param $ptr i32) (param $len i32) (result i32)
      (call $return (local.get $ptr) (local.get $len)))
    (func (export "post") (param i32) (call $reset))`;

/** A core function `name(n)`: runs `body` n times, which leaves an i32, and returns the sum. `$i` counts down. */
export const loop = (name, body) => `
    (func (export "${name}") (param $i i32) (result i32)
      (local $sum i32)
      (loop $next
        (local.set $sum (i32.add (local.get $sum) ${body}))
        (br_if $next (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
      (local.get $sum))`;

/** Lifts a core function made by `loop` and exports it. */
export const exportLoop = name => `
  (func (export "${name}") (param "n" u32) (result u32) (canon lift (core func $main "${name}")))`;
