// A component in which every resource has one of the names given, its method the next and a static function the one
// after that (a name of its own each, as the component model wants it), once defined by the
// component and once by its host. The function `useN` makes an object of the host's Nth class, calls its method and a
// static function, and adds up what they return.

/** @param {number} index */
export const stepOf = (index) => 100 * index;

/**
 * @param {string[]} names
 * @returns {string}
 */
export function namedResources(names) {
  const resources = names.map((name, index) => ({ name, index, ...memberNames(names, index) }));
  const lines = (/** @type {(each: Named) => string} */ line) => resources.map(line).join('\n  ');
  return `(component
  (import "test:names/host" (instance $host
  ${lines((each) => interfaceText(each, (name) => `(export "${name}" (type $${each.index} (sub resource)))`))}))
  ${lines(({ name, index, method, static: static_ }) => `(alias export $host "${name}" (type $host${index}))
  (core func $drop${index} (canon resource.drop $host${index}))
  (core func $host-new${index} (canon lower (func $host "[constructor]${name}")))
  (core func $host-method${index} (canon lower (func $host "[method]${name}.${method}")))
  (core func $host-static${index} (canon lower (func $host "[static]${name}.${static_}")))
  (type $own${index} (resource (rep i32)))
  (core func $new${index} (canon resource.new $own${index}))`)}
  (core module $Code
    ${lines(({ index }) => `(import "a" "drop${index}" (func $drop${index} (param i32)))
    (import "a" "host-new${index}" (func $host-new${index} (param i32) (result i32)))
    (import "a" "host-method${index}" (func $host-method${index} (param i32 i32) (result i32)))
    (import "a" "host-static${index}" (func $host-static${index} (param i32) (result i32)))
    (import "a" "new${index}" (func $new${index} (param i32) (result i32)))`)}
    ${lines(({ index }) => `(func (export "new${index}") (param i32) (result i32) (call $new${index} (local.get 0)))
    (func (export "method${index}") (param i32 i32) (result i32)
      (i32.add (i32.const ${stepOf(index) + 1}) (i32.add (local.get 0) (local.get 1))))
    (func (export "static${index}") (param i32) (result i32) (i32.add (i32.const ${stepOf(index) + 2}) (local.get 0)))
    (func (export "use${index}") (param i32) (result i32) (local $object i32)
      (local.set $object (call $host-new${index} (local.get 0)))
      (i32.add (call $host-method${index} (local.get $object) (local.get 0)) (call $host-static${index} (local.get 0)))
      (call $drop${index} (local.get $object)))`)})
  (core instance $code (instantiate $Code (with "a" (instance
    ${lines(({ index }) => ['drop', 'host-new', 'host-method', 'host-static', 'new']
      .map((what) => `(export "${what}${index}" (func $${what}${index}))`).join(' '))}))))
  ${lines(lifted)}
  (component $Shape
    ${lines(shape)})
  (instance $guest (instantiate $Shape
    ${lines(({ index }) => `(with "type${index}" (type $own${index})) (with "new${index}" (func $f-new${index}))
      (with "method${index}" (func $f-method${index})) (with "static${index}" (func $f-static${index}))`)}))
  (export "test:names/guest" (instance $guest)))`;
}

/** @typedef {{ name: string, index: number, method: string, static: string }} Named */

/**
 * @param {string[]} names
 * @param {number} index
 */
export function memberNames(names, index) {
  return { method: names[(index + 1) % names.length], static: names[(index + 2) % names.length] };
}

/**
 * @param {Named} named
 * @param {(name: string) => string} type
 */
function interfaceText({ name, index, method, static: static_ }, type) {
  return `${type(name)}
    (export "[constructor]${name}" (func (param "${name}" u32) (result (own $${index}))))
    (export "[method]${name}.${method}" (func (param "self" (borrow $${index})) (param "${name}" u32) (result u32)))
    (export "[static]${name}.${static_}" (func (param "${name}" u32) (result u32)))`;
}

/** @param {Named} named */
function lifted({ name, index }) {
  const resource = `$own${index}`;
  const lift = (/** @type {string} */ what) => `(canon lift (core func $code "${what}${index}"))`;
  return `(func $f-new${index} (param "${name}" u32) (result (own ${resource})) ${lift('new')})
  (func $f-method${index} (param "self" (borrow ${resource})) (param "${name}" u32) (result u32) ${lift('method')})
  (func $f-static${index} (param "${name}" u32) (result u32) ${lift('static')})
  (func (export "use${index}") (param "${name}" u32) (result u32) ${lift('use')})`;
}

/** The interface that the component exports. @param {Named} named */
function shape({ name, index, method, static: static_ }) {
  const type = (/** @type {string} */ resource) => ({
    new: `(param "${name}" u32) (result (own ${resource}))`,
    method: `(param "self" (borrow ${resource})) (param "${name}" u32) (result u32)`,
    static: `(param "${name}" u32) (result u32)`,
  });
  const [inside, outside] = [type(`$type${index}`), type(`$${index}`)];
  return `(import "type${index}" (type $type${index} (sub resource)))
    (import "new${index}" (func $new${index} ${inside.new}))
    (import "method${index}" (func $method${index} ${inside.method}))
    (import "static${index}" (func $static${index} ${inside.static}))
    (export $${index} "${name}" (type $type${index}))
    (export "[constructor]${name}" (func $new${index}) (func ${outside.new}))
    (export "[method]${name}.${method}" (func $method${index}) (func ${outside.method}))
    (export "[static]${name}.${static_}" (func $static${index}) (func ${outside.static}))`;
}
