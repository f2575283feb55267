// JavaScript values of the component model as text, in WAVE.

/**
 * @typedef {import('./types.js').Types} Types
 * @typedef {import('./types.js').Ref} Ref
 */

/** Items of a list that are written; the others are counted. */
const SHOWN = 1000;

/**
 * @param {any} value
 * @param {Ref} ref
 * @param {Types} types
 * @returns {string}
 */
export function wave(value, ref, types) {
  const type = types.at(ref);
  const of = (/** @type {any} */ part, /** @type {Ref} */ partRef) => wave(part, partRef, types);
  switch (type.kind) {
    case 'primitive':
      return primitive(value, type.name);
    case 'record':
      return `{${type.fields.map(({ name, key, type }) => `${name}: ${of(value[key], type)}`).join(', ')}}`;
    case 'tuple':
      return `(${type.types.map((part, index) => of(value[index], part)).join(', ')})`;
    case 'list':
      return listed(value, (item) => of(item, type.element));
    case 'map':
      return listed([...value], ([key, item]) => `(${of(key, type.key)}, ${of(item, type.value)})`);
    case 'flags':
      return `{${type.flags.filter(({ key }) => value[key]).map(({ name }) => name).join(', ')}}`;
    case 'enum':
      return value;
    case 'variant':
      return tagged(value.tag, value.val, type.cases.find(({ name }) => name === value.tag)?.type ?? null, of);
    case 'result':
      return tagged(value.tag, value.val, value.tag === 'ok' ? type.ok : type.err, of);
    case 'option':
      return option(value, type, of);
    case 'own':
    case 'borrow':
      return handleText(value.$handle, type.resource, types);
    default:
      return String(value);
  }
}

/**
 * What a resource is called here.
 *
 * @param {number} id
 * @param {Ref} resource
 * @param {Types} types
 */
export const handleText = (id, resource, types) => `${types.text(resource)} #${id}`;

/**
 * @param {any} value
 * @param {{ some: Ref, isTagged: boolean }} type
 * @param {(value: any, ref: Ref) => string} of
 */
function option(value, { some, isTagged }, of) {
  if (isTagged) return tagged(value.tag, value.val, value.tag === 'some' ? some : null, of);
  return value === undefined ? 'none' : `some(${of(value, some)})`;
}

/**
 * @param {string} tag
 * @param {any} payload
 * @param {Ref | null} ref
 * @param {(value: any, ref: Ref) => string} of
 */
const tagged = (tag, payload, ref, of) => (ref === null ? tag : `${tag}(${of(payload, ref)})`);

/**
 * @param {ArrayLike<any>} items
 * @param {(item: any) => string} shown
 */
function listed(items, shown) {
  const texts = Array.from({ length: Math.min(items.length, SHOWN) }, (_, index) => shown(items[index]));
  if (items.length > SHOWN) texts.push(`… ${items.length - SHOWN} more`);
  return `[${texts.join(', ')}]`;
}

/**
 * @param {any} value
 * @param {string} name of its type
 */
function primitive(value, name) {
  if (name === 'string') return quoted(value, '"');
  if (name === 'char') return quoted(value, "'");
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(name === 'f32' ? shortest32(value) : value);
}

/**
 * The shortest number that is the same one in 32 bits.
 *
 * @param {number} value
 */
function shortest32(value) {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** @type {Record<string, string>} */
const escapes = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/**
 * @param {string} text
 * @param {'"' | "'"} mark
 */
function quoted(text, mark) {
  const inside = text.replace(/[\\\p{Cc}"']/gu, (letter) => {
    if (letter === '"' || letter === "'") return letter === mark ? `\\${letter}` : letter;
    return escapes[letter] ?? `\\u{${letter.charCodeAt(0).toString(16)}}`;
  });
  return mark + inside + mark;
}
