// Inputs made to take much time, memory or stack of whoever reads them.

/** @typedef {readonly [name: string, input: Uint8Array]} Hostile */

const header = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];
const coreHeader = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const most = 0xffff_ffff;
const depth = 100_000;

/** Sections of a component by what is in them. */
const sections = { custom: 0, core: 1, coreInstance: 2, coreType: 3, component: 4, instance: 5, alias: 6, type: 7, canonical: 8, start: 9, import: 10, export: 11 };

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
  string: 0x73,
  /** @param {number[]} element */
  list: (element) => [0x70, ...element],
  /** @param {number[][]} elements */
  tuple: (elements) => [0x6f, ...list(elements)],
  /** @param {number[]} payload */
  option: (payload) => [0x6b, ...payload],
  /** @param {string[]} names */
  enum: (names) => [0x6d, ...list(names.map(name))],
  /** @param {number[]} result */
  func: (result) => [0x40, ...list([]), 0x00, ...result],
};

/** @returns {Hostile[]} */
function counts() {
  const ids = Object.entries(sections).filter(([, id]) => id !== sections.custom);
  const coreSections = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13];
  return [
    ...ids.map(([what, id]) => /** @type {Hostile} */ ([`${what} section with most items`, component(section(id, leb(most)))])),
    ...ids.map(([what, id]) => /** @type {Hostile} */ ([`${what} section of most bytes`, component([id, ...leb(most)])])),
    ...coreSections.map((id) => /** @type {Hostile} */ ([
      `core section ${id} with most items`,
      component(section(sections.core, [...coreHeader, ...section(id, leb(most))])),
    ])),
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
  const inType = (/** @type {number} */ tag) => nested(depth, [0x42, 0x00], () => [tag, 0x01, 0x01]);
  return [
    ['nested components', Uint8Array.from(nested(depth, empty, (size) => [...header, sections.component, ...leb(size)]))],
    ['nested component types', component(section(sections.type, [1, ...inType(0x41)]))],
    ['nested instance types', component(section(sections.type, [1, ...inType(0x42)]))],
    ['nested lists', component(section(sections.type, many(depth, (i) => type.list(i === 0 ? [type.u8] : leb(i - 1)))))],
    ['nested options', component(section(sections.type, many(depth, (i) => type.option(i === 0 ? [type.u8] : leb(i - 1)))))],
    ['aliases of aliases', component(section(sections.type, many(1, () => [0x42, 0])), section(sections.alias, many(depth, () => [0x03, 0x02, 0, 0])))],
    ['nested parentheses', text(`(component ${'('.repeat(depth)}`)],
    ['nested component text', text('(component '.repeat(depth))],
    ['nested comments', text(`(component ${'(; '.repeat(depth)}`)],
    ['nested instructions', text(`(component (core module (func ${'(block '.repeat(depth)}`)],
    ['nested value types in text', text(`(component (type ${'(list '.repeat(depth)}u8${')'.repeat(depth)}))`)],
  ];
}

/** Types that are small where they are written and large where they are used. @returns {Hostile[]} */
function growths() {
  const doubled = (/** @type {number} */ levels) =>
    many(levels, (i) => type.tuple(i === 0 ? [[type.string], [type.u8]] : [leb(i - 1), leb(i - 1)]));
  const lengths = (/** @type {number} */ levels, /** @type {number} */ length) =>
    many(levels, (i) => [0x67, ...(i === 0 ? [type.u8] : leb(i - 1)), ...leb(length)]);
  const uses = (/** @type {number[]} */ types, /** @type {number} */ last) => component(
    section(sections.type, [...leb(types[0] + 1), ...types.slice(1), ...type.func(leb(last))]),
    section(sections.import, list([[0x00, ...name('f'), 0x01, ...leb(last + 1)]])),
  );
  return [
    ...[10, 16, 30, 100].map((levels) => /** @type {Hostile} */ ([`tuples doubled ${levels} times`, uses(doubled(levels), levels - 1)])),
    ...[2, 4, 16].map((levels) => /** @type {Hostile} */ ([`lists of 65535 lists, ${levels} deep`, uses(lengths(levels, 65535), levels - 1)])),
    ['list of most elements', uses(lengths(1, most), 0)],
    ['enum of 100000 names', component(section(sections.type, [1, ...type.enum(Array.from({ length: 100_000 }, (_, i) => `a${i}`))]))],
  ];
}

/** @returns {Hostile[]} */
function names() {
  const import_ = (/** @type {string} */ text) => component(
    section(sections.type, list([type.func([type.u8])])),
    section(sections.import, list([[0x00, ...name(text), 0x01, 0]])),
  );
  const strange = ['', '\0', '../../etc/passwd', '\u001b[2J', '\u202e', '-', 'a--b', 'a'.repeat(1_000_000), '[method]', 'a:b/c@'];
  return strange.map((each) => [`name ${JSON.stringify(each.slice(0, 20))}`, import_(each)]);
}

/** @param {string} source */
function text(source) {
  return new TextEncoder().encode(source);
}

/** @returns {Hostile[]} */
export function hostileInputs() {
  return [...counts(), ...nestings(), ...growths(), ...names()];
}
