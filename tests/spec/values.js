// The constants of a script and the JavaScript values that stand for them. `difference.js` compares such values.
//
// A constant does not say its whole type. Of `(option.none)` only the context could tell whether it stands for
// `undefined` or for `{ tag: 'none' }`; it is taken for `undefined`. Where the writer knows the type it says `nested`.

/**
 * @typedef {object} Constant
 *   as `wasm-tools json-from-wast` writes it: numbers are decimal strings, floats the decimal string of their bits
 * @property {string} type
 * @property {any} [value]
 * @property {Constant[]} [values] of `either`
 * @property {boolean} [nested] whether an option holds an option
 *
 * @typedef {Map<string, any>} Resources by the names that constants of the types `own` and `borrow` have for them
 */

/**
 * The argument that a constant stands for.
 *
 * @param {Constant} constant
 * @param {Resources} [resources]
 * @returns {unknown}
 */
export function fromConstant(constant, resources = new Map()) {
  const convert = conversions[constant.type];
  if (convert === undefined) throw new Error(`a constant of type ${constant.type} has no JavaScript value`);
  return convert(constant.value, (inner) => fromConstant(inner, resources), { constant, resources });
}

/**
 * @typedef {(constant: Constant) => unknown} Inner converts a constant inside another
 * @typedef {{ constant: Constant, resources: Resources }} Context
 */

const asIs = (/** @type {any} */ value) => value;
const toNumber = (/** @type {string} */ value) => Number(value);
const toBigInt = (/** @type {string} */ value) => BigInt(value);

/** @type {Record<string, (value: any, inner: Inner, context: Context) => unknown>} */
const conversions = {
  bool: asIs,
  u8: toNumber,
  s8: toNumber,
  u16: toNumber,
  s16: toNumber,
  u32: toNumber,
  s32: toNumber,
  i32: toNumber,
  u64: toBigInt,
  s64: toBigInt,
  i64: toBigInt,
  f32: floatFromBits32,
  f64: floatFromBits64,
  char: asIs,
  string: asIs,
  enum: asIs,
  list: (values, inner) => values.map(inner),
  tuple: (values, inner) => values.map(inner),
  record: (fields, inner) => {
    const entry = (/** @type {[string, Constant]} */ [name, value]) => [lowerCamelCase(name), inner(value)];
    return Object.fromEntries(fields.map(entry));
  },
  flags: (/** @type {string[]} */ names) => Object.fromEntries(names.map((name) => [lowerCamelCase(name), true])),
  variant: ({ case: tag, payload }, inner) => (payload === undefined ? { tag } : { tag, val: inner(payload) }),
  option: (value, inner, { constant }) => {
    const nested = holdsOption(constant);
    if (value === null) return nested ? { tag: 'none' } : undefined;
    return nested ? { tag: 'some', val: inner(value) } : inner(value);
  },
  result: (value, inner) => {
    const [tag, payload] = resultCase(value);
    return payload === null ? { tag } : { tag, val: inner(payload) };
  },
  own: (name, _, { resources }) => resources.get(name),
  borrow: (name, _, { resources }) => resources.get(name),
  externref: (value) => (value === 'null' ? null : Number(value)),
  refnull: () => null,
};

/**
 * Whether an option is known to hold an option, and is an object in JavaScript therefore.
 *
 * @param {Constant} option
 */
export function holdsOption({ nested, value }) {
  return nested ?? value?.type === 'option';
}

/**
 * @param {{ Ok: Constant | null } | { Err: Constant | null }} value
 * @returns {['ok' | 'err', Constant | null]}
 */
export function resultCase(value) {
  return 'Ok' in value ? ['ok', value.Ok] : ['err', value.Err];
}

/**
 * `a-long-name` is `aLongName` in JavaScript.
 *
 * @param {string} name
 */
export function lowerCamelCase(name) {
  const words = name.split('-').map((word) => word.toLowerCase());
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}

/** @param {string} bits */
function floatFromBits32(bits) {
  return bits.startsWith('nan:') ? NaN : new Float32Array(Uint32Array.of(Number(bits)).buffer)[0];
}

/** @param {string} bits */
function floatFromBits64(bits) {
  return bits.startsWith('nan:') ? NaN : new Float64Array(BigUint64Array.of(BigInt(bits)).buffer)[0];
}
