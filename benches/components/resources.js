// A resource that the guest defines (`thing`) and one that the host defines (`item`).
// A thing's representation is the number it was made with: each run of a benchmark brings new ones.

import { exportLoop, loop } from './libc.js';

export const wat = `(component
  (import "bench:calls/host" (instance $host
    (export "item" (type $item (sub resource)))
    (export "[constructor]item" (func (param "n" u32) (result (own $item))))
    (export "[method]item.value" (func (param "self" (borrow $item)) (result u32)))))
  (alias export $host "item" (type $item))
  (core func $item-new (canon lower (func $host "[constructor]item")))
  (core func $item-value (canon lower (func $host "[method]item.value")))
  (core func $item-drop (canon resource.drop $item))

  (core module $destructor
    (global $dropped (export "dropped") (mut i32) (i32.const 0))
    (func (export "drop") (param i32)
      (global.set $dropped (i32.add (global.get $dropped) (i32.const 1)))))
  (core instance $destructor (instantiate $destructor))
  (type $thing (resource (rep i32) (dtor (core func $destructor "drop"))))
  (core func $thing-new (canon resource.new $thing))
  (core func $thing-drop (canon resource.drop $thing))

  (core module $main
    (import "host" "item-new" (func $item-new (param i32) (result i32)))
    (import "host" "item-value" (func $item-value (param i32) (result i32)))
    (import "host" "item-drop" (func $item-drop (param i32)))
    (import "self" "thing-new" (func $thing-new (param i32) (result i32)))
    (import "self" "thing-drop" (func $thing-drop (param i32)))
    (import "self" "dropped" (global $dropped (mut i32)))
    (global $kept (mut i32) (i32.const 0))
    (func (export "new") (param $n i32) (result i32) (call $thing-new (local.get $n)))
    (func (export "value") (param $rep i32) (result i32) (local.get $rep))
    (func (export "take") (param $handle i32) (call $thing-drop (local.get $handle)))
    (func (export "dropped") (result i32) (global.get $dropped))
    (func (export "keep-item") (param $n i32) (global.set $kept (call $item-new (local.get $n))))
    ${loop('call-new-drop', `(block (result i32)
          (call $item-drop (call $item-new (local.get $i))) (i32.const 1))`)}
    ${loop('call-value', '(call $item-value (global.get $kept))')})
  (core instance $main (instantiate $main
    (with "host" (instance
      (export "item-new" (func $item-new))
      (export "item-value" (func $item-value))
      (export "item-drop" (func $item-drop))))
    (with "self" (instance
      (export "thing-new" (func $thing-new))
      (export "thing-drop" (func $thing-drop))
      (export "dropped" (global $destructor "dropped"))))))

  (func $thing-constructor (param "n" u32) (result (own $thing)) (canon lift (core func $main "new")))
  (func $thing-value (param "self" (borrow $thing)) (result u32) (canon lift (core func $main "value")))
  (func $take (param "thing" (own $thing)) (canon lift (core func $main "take")))
  (func $dropped (result u32) (canon lift (core func $main "dropped")))
  (component $things
    (import "thing" (type $thing (sub resource)))
    (import "new" (func $new (param "n" u32) (result (own $thing))))
    (import "value" (func $value (param "self" (borrow $thing)) (result u32)))
    (import "take" (func $take (param "thing" (own $thing))))
    (import "dropped" (func $dropped (result u32)))
    (export $exported "thing" (type $thing))
    (export "[constructor]thing" (func $new) (func (param "n" u32) (result (own $exported))))
    (export "[method]thing.value" (func $value) (func (param "self" (borrow $exported)) (result u32)))
    (export "take" (func $take) (func (param "thing" (own $exported))))
    (export "dropped" (func $dropped)))
  (instance $things (instantiate $things
    (with "thing" (type $thing))
    (with "new" (func $thing-constructor))
    (with "value" (func $thing-value))
    (with "take" (func $take))
    (with "dropped" (func $dropped))))
  (export "bench:calls/things" (instance $things))
  (func (export "keep-item") (param "n" u32) (canon lift (core func $main "keep-item")))
  ${exportLoop('call-new-drop')}
  ${exportLoop('call-value')})`;
