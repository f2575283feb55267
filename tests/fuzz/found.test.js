// What fuzzing and random testing have found, each as small as it gets.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { transpile } from 'jco';

import { instantiable } from '../runtime/guest.js';

/** @param {string} wat */
const bytes = (wat) => new TextEncoder().encode(wat);

/** @param {string} wat */
async function instance(wat) {
  const instantiate = await instantiable(bytes(wat), { instantiation: 'sync' });
  return instantiate({});
}

/** A component with a resource that has a constructor and a method. @param {string} exports */
const counting = (exports) => `(component
  (type $r (resource (rep i32)))
  (core func $new (canon resource.new $r))
  (core module $M (import "" "new" (func $new (param i32) (result i32)))
    (func (export "new") (param i32) (result i32) (call $new (local.get 0)))
    (func (export "get") (param i32) (result i32) (local.get 0)))
  (core instance $m (instantiate $M (with "" (instance (export "new" (func $new))))))
  (func $new (param "x" u32) (result (own $r)) (canon lift (core func $m "new")))
  (func $get (param "self" (borrow $r)) (result u32) (canon lift (core func $m "get")))
  ${exports})`;

const shape = `(component $Shape
  (import "type" (type $t (sub resource)))
  (import "new" (func $new (param "x" u32) (result (own $t))))
  (import "get" (func $get (param "self" (borrow $t)) (result u32)))
  (export $e "counter" (type $t))
  (export "[constructor]counter" (func $new) (func (param "x" u32) (result (own $e))))
  (export "[method]counter.get" (func $get) (func (param "self" (borrow $e)) (result u32))))
  (instance $i (instantiate $Shape (with "type" (type $r)) (with "new" (func $new)) (with "get" (func $get))))`;

test('an instance is exported under two names, with one class', async () => {
  const names = ['a:b/c@1.0.0', 'a:b/c@2.0.0'];
  const exports = await instance(counting(shape + names.map((name) => `(export "${name}" (instance $i))`).join(' ')));
  const [first, second] = names.map((name) => exports[name]);
  assert.equal(first.Counter, second.Counter);
  assert.equal(new second.Counter(7).get(), 7);
});

test('a resource under two names, with a constructor each, is refused', async () => {
  const twice = [['a', 'new'], ['b', 'get']].map(([name, core]) => `(export $${name} "${name}" (type $r))
    (func $new-${name} (param "x" u32) (result (own $${name})) (canon lift (core func $m "${core}")))
    (export "[constructor]${name}" (func $new-${name}))`);
  await assert.rejects(transpile(bytes(counting(twice.join('\n')))), { code: 'E0106', place: /constructor/ });
});

test('an error whose payload has a field toString has a message', async () => {
  const exports = await instance(`(component
    (type $t (record (field "to-string" u8)))
    (export $r "r" (type $t))
    (core module $M (memory (export "memory") 1) (data (i32.const 0) "\\01\\07")
      (func (export "f") (result i32) (i32.const 0)))
    (core instance $m (instantiate $M))
    (func (export "f") (result (result (error $r)))
      (canon lift (core func $m "f") (memory (core memory $m "memory")))))`);
  assert.throws(exports.f, ({ message, payload }) => /see error.payload/.test(message) && payload.toString === 7);
});

test('names in errors cannot steer a terminal', async () => {
  const wat = `(component (core module $M) (core instance $m (instantiate $M))
    (alias core export $m "\\1b[2J" (core func)))`;
  const isEscaped = ({ message = '' }) => message.includes('\\u{1b}[2J') && !message.includes('\x1b');
  await assert.rejects(transpile(bytes(wat)), isEscaped);
});
