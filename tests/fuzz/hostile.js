// Inputs made to take much time, memory or stack of whoever reads them.

/** @typedef {readonly [name: string, input: Uint8Array]} Hostile */

const header = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];
const coreHeader = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const most = 0xffff_ffff;
const depth = 100_000;

/** Sections of a component by what is in them. */
const sections = {
  ...{ custom: 0, core: 1, coreInstance: 2, coreType: 3, component: 4, instance: 5, alias: 6, type: 7 },
  ...{ canonical: 8, start: 9, import: 10, export: 11 },
};

/** @param {number} value @returns {number[]} */
function leb(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(Math.floor(value / 0x80))];
}

/** @param {string} text */
function name(text) {
  const bytes = [...new TextEncoder().encode(text)];
  return [...leb(bytes.length), ...bytes];
}

/** @param {number} id @param {number[]} contents */
function section(id, contents) {
  return [id, ...leb(contents.length), ...contents];
}

/** @param {number[][]} items */
function list(items) {
  return [...leb(items.length), ...items.flat()];
}

/** @param {number[][]} sections */
function component(...sections) {
  return Uint8Array.from([...header, ...sections.flat()]);
}

/** @param {number} count @param {(index: number) => number[]} make */
function many(count, make) {
  return list(Array.from({ length: count }, (_, index) => make(index)));
}

/**
 * What wraps itself so often, made from the inside out: `before` are the bytes that the size of the rest is put after.
 *
 * @param {number} levels
 * @param {number[]} innermost
 * @param {(size: number) => number[]} before
 */
function nested(levels, innermost, before) {
  const heads = [];
  let size = innermost.length;
  for (let i = 0; i < levels; i++) {
    const head = before(size);
    heads.push(head);
    size += head.length;
  }
  return [...heads.reverse().flat(), ...innermost];
}

const type = {
  u8: 0x7d,
  /** @param {number[]} element */
  list: (element) => [0x70, ...element],
  /** @param {number[]} payload */
  option: (payload) => [0x6b, ...payload],
  /** @param {number[]} result */
  func: (result) => [0x40, ...list([]), 0x00, ...result],
};

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Hostile} make
 */
const each = (items, make) => items.map(make);

/** @returns {Hostile[]} */
function counts() {
  const coreSection = (/** @type {number} */ id) => section(sections.core, [...coreHeader, ...section(id, leb(most))]);
  const ids = Object.entries(sections).filter(([, id]) => id !== sections.custom);
  const coreSections = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13];
  return [
    ...each(ids, ([what, id]) => [`${what} section with most items`, component(section(id, leb(most)))]),
    ...each(ids, ([what, id]) => [`${what} section of most bytes`, component([id, ...leb(most)])]),
    ...each(coreSections, (id) => [`core section ${id} with most items`, component(coreSection(id))]),
    ['name of most bytes', component(section(sections.custom, leb(most)))],
    ['record of most fields', component(section(sections.type, [1, 0x72, ...leb(most)]))],
    ['variant of most cases', component(section(sections.type, [1, 0x71, ...leb(most)]))],
    ['function of most parameters', component(section(sections.type, [1, 0x40, ...leb(most)]))],
    ['component type of most items', component(section(sections.type, [1, 0x41, ...leb(most)]))],
  ];
}

/** @returns {Hostile[]} */
function nestings() {
  const empty = [...header];
  const around = (/** @type {number} */ size) => [...header, sections.component, ...leb(size)];
  const before = (/** @type {number} */ i) => (i === 0 ? [type.u8] : leb(i - 1));
  const alias = [0x03, 0x02, 0, 0];
  const inType = (/** @type {number} */ tag) => nested(depth, [0x42, 0x00], () => [tag, 0x01, 0x01]);
  return [
    ['nested components', Uint8Array.from(nested(depth, empty, around))],
    ['nested component types', component(section(sections.type, [1, ...inType(0x41)]))],
    ['nested instance types', component(section(sections.type, [1, ...inType(0x42)]))],
    ['nested lists', component(section(sections.type, many(depth, (i) => type.list(before(i)))))],
    ['nested options', component(section(sections.type, many(depth, (i) => type.option(before(i)))))],
    ['aliases', component(section(sections.type, [1, 0x42, 0]), section(sections.alias, many(depth, () => alias)))],
    ['nested parentheses', text(`(component ${'('.repeat(depth)}`)],
    ['nested component text', text('(component '.repeat(depth))],
    ['nested comments', text(`(component ${'(; '.repeat(depth)}`)],
    ['nested instructions', text(`(component (core module (func ${'(block '.repeat(depth)}`)],
    ['nested value types in text', text(`(component (type ${'(list '.repeat(depth)}u8${')'.repeat(depth)}))`)],
  ];
}

/** What is small where it is written and large where it is used. @returns {Hostile[]} */
function growths() {
  const types = (/** @type {number} */ count, /** @type {(inner: string, index: number) => string} */ make) =>
    Array.from({ length: count }, (_, i) => `(type $t${i} ${make(i === 0 ? 'string' : `$t${i - 1}`, i)})`).join(' ');
  const echo = (/** @type {number} */ count, /** @type {(inner: string) => string} */ make, flat = 'i32') =>
    echoing(types(count, make), `$t${count - 1}`, flat);
  const tuple = (/** @type {string} */ inner) => `(tuple ${inner} ${inner})`;
  const result = (/** @type {string} */ inner) => `(result ${inner} (error ${inner}))`;
  const fixed = (/** @type {number} */ length) => (/** @type {string} */ inner) => `(list ${inner} ${length})`;
  const flat = (/** @type {number} */ count) => 'i32 '.repeat(count);
  const members = (/** @type {number} */ count, /** @type {string} */ kind) =>
    Array.from({ length: count }, (_, i) => `(${kind} "a${i}" string)`).join(' ');
  const named = (/** @type {string} */ type, flat = 'i32') =>
    echoing(`(type $n ${type}) (import "t" (type $t (eq $n)))`, '$t', flat);
  return [
    ['tuples doubled 5 times', echo(5, tuple)],
    ['tuples doubled 15 times', echo(15, tuple)],
    ['tuples doubled 100 times', echo(100, tuple)],
    ['results doubled 10 times', echo(10, result, flat(12))],
    ['results doubled 14 times', echo(14, result, flat(16))],
    ['results doubled 17 times', echo(17, result)],
    ['options in options', echo(14, (inner) => `(option ${inner})`, flat(16))],
    ['options in options, through memory', echo(90, (inner) => `(option ${inner})`)],
    ['lists in lists', echo(90, (inner) => `(list ${inner})`, flat(2))],
    ['lists of 65535 elements', echo(1, fixed(65535))],
    ['lists of 65535 lists of 65535 elements', echo(2, fixed(65535))],
    ['lists of lists of more bytes than there are', echo(4, fixed(65535))],
    ['list of most elements', echo(1, fixed(2 ** 30 - 1))],
    ['lent handles, doubled 15 times', lending(types(15, (inner, i) => tuple(i === 0 ? '(borrow $r)' : inner)), '$t14')],
    ['record of 9000 fields', named(`(record ${members(9000, 'field')})`)],
    ['variant of 9000 cases', named(`(variant ${members(9000, 'case')})`, flat(3))],
    ['10000 exports of a function', text(`(component (core module $C (func (export "f") (param i32)))
      (core instance $c (instantiate $C)) (func $f (param "a" u32) (canon lift (core func $c "f")))
      ${Array.from({ length: 10_000 }, (_, i) => `(export "a${i}" (func $f))`).join(' ')})`)],
    ['instances of instances of instances', instances(20)],
    ['instances without end', instances(90)],
  ];
}

/**
 * A component that passes a value of the type on to its host.
 *
 * @param {string} types
 * @param {string} type
 * @param {string} flat its core types, as parameters
 */
function echoing(types, type, flat) {
  const canonical = '(memory (core memory $m "memory")) (realloc (core func $m "realloc"))';
  return text(`(component ${types}
    (import "f" (func $f (param "a" ${type}) (result ${type})))
    (core module $M (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $M))
    (core func $l (canon lower (func $f) ${canonical}))
    (core module $C (import "" "f" (func (param ${flat} i32)))
      (func (export "f") (param ${flat}) (result i32) unreachable))
    (core instance $c (instantiate $C (with "" (instance (export "f" (func $l))))))
    (func (export "g") (param "a" ${type}) (result ${type}) (canon lift (core func $c "f") ${canonical})))`);
}

/**
 * A component that lends what the type holds to its host.
 *
 * @param {string} types
 * @param {string} type
 */
function lending(types, type) {
  return text(`(component (import "r" (type $r (sub resource))) ${types}
    (import "f" (func $f (param "a" ${type})))
    (core module $M (memory (export "memory") 1)) (core instance $m (instantiate $M))
    (core func $l (canon lower (func $f) (memory (core memory $m "memory"))))
    (core module $C (import "" "f" (func (param i32))))
    (core instance (instantiate $C (with "" (instance (export "f" (func $l)))))))`);
}

/**
 * Components that each instantiate the one before twice.
 *
 * @param {number} levels
 */
function instances(levels) {
  const components = Array.from({ length: levels }, (_, i) => `(component $c${i + 1}
    (alias outer 1 $c${i} (component $c)) (instance (instantiate $c)) (instance (instantiate $c)))`);
  return text(`(component (component $c0 (core module $M) (core instance (instantiate $M)))
    ${components.join(' ')} (instance (instantiate $c${levels})))`);
}

/** @returns {Hostile[]} */
function names() {
  const import_ = (/** @type {string} */ text) => component(
    section(sections.type, list([type.func([type.u8])])),
    section(sections.import, list([[0x00, ...name(text), 0x01, 0]])),
  );
  const long = 'a'.repeat(1_000_000);
  const strange = ['', '\0', '../../etc/passwd', '\u001b[2J', '\u202e', '-', 'a--b', long, '[method]', 'a:b/c@'];
  return strange.map((name) => [`name ${JSON.stringify(name.slice(0, 20))}`, import_(name)]);
}

/** @param {string} source */
function text(source) {
  return new TextEncoder().encode(source);
}

/** @returns {Hostile[]} */
export function hostileInputs() {
  return [...counts(), ...nestings(), ...growths(), ...names()];
}
