// The functions of `tests/guests/echo/wit/echo.wit` by their names in JavaScript, and the types of their values.

/** @typedef {import('../../property/types.js').Type} Type */
/** @typedef {import('../../property/types.js').Scalar} Scalar */

const scalar = (/** @type {Scalar} */ kind) => /** @type {Type} */ ({ kind });
const list = (/** @type {Type} */ element) => /** @type {Type} */ ({ kind: 'list', element });
const option = (/** @type {Type} */ payload) => /** @type {Type} */ ({ kind: 'option', payload });
const tuple = (/** @type {Type[]} */ ...elements) => /** @type {Type} */ ({ kind: 'tuple', elements });
const result = (/** @type {Type | undefined} */ ok, /** @type {Type | undefined} */ err) =>
  /** @type {Type} */ ({ kind: 'result', ok, err });
const flags = (/** @type {string[]} */ names) => /** @type {Type} */ ({ kind: 'flags', names });

const [bool, u8, s8, u16, s16, u32, s32, u64, s64, f32, f64, char, string] = /** @type {const} */ ([
  'bool', 'u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64', 'f32', 'f64', 'char', 'string',
]).map(scalar);

/** @type {Type} */
const point = { kind: 'record', fields: [['x', s32], ['y', s32]] };
/** @type {Type} */
const color = { kind: 'enum', names: ['red', 'green', 'deep-blue'] };
const flags8 = flags([...'abcdefgh']);
const flags16 = flags([...'abcdefghi']);
const flags32 = flags(Array.from({ length: 32 }, (_, index) => `b${index}`));
/** @type {Type} */
const deep = {
  kind: 'record',
  fields: [['name', string], ['at', option(point)], ['tags', list(string)], ['color', color]],
};
/** @type {Type} */
const wide = {
  kind: 'record',
  fields: [
    ...[['a', u8], ['b', s8], ['c', u16], ['d', s16], ['e', u32], ['f', s32], ['g', u64], ['h', s64], ['i', f32]],
    ...[['j', f64], ['k', bool], ['l', char], ['m', string], ['n', list(u8)], ['o', option(u32)]],
    ...[['p', result(u8, string)], ['q', tuple(u8, u64)], ['r', color]],
  ].map(([name, type]) => /** @type {[string, Type]} */ ([name, type])),
};
/** @type {Type} */
const variant = {
  kind: 'variant',
  cases: [
    ['none', undefined],
    ['small', u8],
    ['float', f32],
    ['double', f64],
    ['text', string],
    ['items', list(u64)],
    ['pair', tuple(u8, u64)],
    ['point', point],
  ],
};
/** @type {Type} */
const numbers = {
  kind: 'variant',
  cases: [['byte', u8], ['int', s32], ['long', u64], ['float', f32], ['double', f64]],
};

/** @type {Record<string, Type>} */
export const world = {
  echoBool: bool,
  echoU8: u8,
  echoS8: s8,
  echoU16: u16,
  echoS16: s16,
  echoU32: u32,
  echoS32: s32,
  echoU64: u64,
  echoS64: s64,
  echoF32: f32,
  echoF64: f64,
  echoChar: char,
  echoString: string,
  echoListBool: list(bool),
  echoListU8: list(u8),
  echoListS8: list(s8),
  echoListU16: list(u16),
  echoListS16: list(s16),
  echoListU32: list(u32),
  echoListS32: list(s32),
  echoListU64: list(u64),
  echoListS64: list(s64),
  echoListF32: list(f32),
  echoListF64: list(f64),
  echoListChar: list(char),
  echoListString: list(string),
  echoListList: list(list(u16)),
  echoTuple: tuple(u8, s64, string, f32),
  echoPoint: point,
  echoDeep: deep,
  echoWide: wide,
  echoListRecord: list(deep),
  echoVariant: variant,
  echoListVariant: list(variant),
  echoNumbers: numbers,
  echoEnum: color,
  echoListEnum: list(color),
  echoFlags8: flags8,
  echoFlags16: flags16,
  echoFlags32: flags32,
  echoListFlags: list(flags16),
  echoOption: option(u32),
  echoOptionString: option(string),
  echoOptionOption: option(option(string)),
  echoListOption: list(option(f64)),
  echoResultField: tuple(result(string, u32)),
  echoResultNested: tuple(result(result(u8, color), option(string))),
  echoListResult: list(result(undefined, string)),
};
