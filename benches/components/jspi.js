// Calls that wait for the host's promise, and calls that cannot, in one component.

import { exportLoop, loop } from './libc.js';

const unary = '(param "x" u32) (result u32)';
const binary = '(param "a" u32) (param "b" u32) (result u32)';

export const wat = `(component
  (import "bench:calls/host" (instance $host
    (export "wait" (func ${unary}))
    (export "add" (func ${binary}))))
  (core func $wait (canon lower (func $host "wait")))
  (core func $add (canon lower (func $host "add")))
  (core module $main
    (import "host" "wait" (func $wait (param i32) (result i32)))
    (import "host" "add" (func $add (param i32 i32) (result i32)))
    (func (export "wait") (param i32) (result i32) (call $wait (local.get 0)))
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    ${loop('call-add', '(call $add (local.get $i) (i32.const 7))')})
  (core instance $main (instantiate $main
    (with "host" (instance (export "wait" (func $wait)) (export "add" (func $add))))))
  (func (export "wait") ${unary} (canon lift (core func $main "wait")))
  (func (export "add") ${binary} (canon lift (core func $main "add")))
  ${exportLoop('call-add')})`;

/** What ours and the peer need to be told. The peer finds no exports. */
export const options = {
  ours: { asyncMode: 'jspi', asyncImports: ['bench:calls/host#wait'] },
  peer: { asyncMode: 'jspi', asyncImports: ['bench:calls/host#wait'], asyncExports: ['wait'] },
};
