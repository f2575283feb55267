// What an object has that can be called, as data: another thread builds stand-ins from it.

/**
 * @typedef {{ is: 'function' }
 *   | { is: 'class', methods: string[], statics: string[] }
 *   | { is: 'object', members: [string, Shape][] }
 *   | { is: 'same', as: Path }
 *   | { is: 'value', value: unknown }} Shape
 * @typedef {string[]} Path names from the outermost object inwards
 */

/** How the one symbol that names a method is written: symbols stay in their thread. */
export const disposal = '@dispose';

/**
 * @param {any} value
 * @param {Map<unknown, Path>} seen where what was described is; classes are looked up there
 * @param {Path} [path]
 * @returns {Shape}
 */
export function describe(value, seen, path = []) {
  const known = seen.get(value);
  if (known !== undefined) return { is: 'same', as: known };
  if (typeof value === 'function') return describeFunction(value, seen, path);
  if (path.length > 1 || value instanceof WebAssembly.Module) return { is: 'value', value };
  seen.set(value, path);
  const all = new Set([...Object.keys(value), ...methodsOf(value)]);
  const names = [...all].filter((name) => isOffered(value[name], path));
  return { is: 'object', members: names.map((name) => [name, describe(value[name], seen, [...path, name])]) };
}

/**
 * @param {any} value
 * @param {Map<unknown, Path>} seen
 * @param {Path} path
 * @returns {Shape}
 */
function describeFunction(value, seen, path) {
  if (!isClass(value, path.at(-1))) return { is: 'function' };
  seen.set(value, path);
  return { is: 'class', methods: methodsOf(value.prototype), statics: staticsOf(value) };
}

/**
 * A world has interfaces, which have functions, classes, and the values of enums. A host may have state besides.
 *
 * @param {unknown} value
 * @param {Path} path of what it is in
 */
function isOffered(value, path) {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  const isPlain = (/** @type {unknown} */ member) => typeof member !== 'object' && typeof member !== 'function';
  return path.length === 0 || Object.values(value).every(isPlain);
}

/**
 * Functions are in camel case; resources begin with a capital letter.
 *
 * @param {Function} value
 * @param {string} [name]
 */
const isClass = (value, name = '') => 'prototype' in value && /^\p{Lu}/u.test(name);

/**
 * Names of methods, those that are inherited too.
 *
 * @param {any} object
 * @returns {string[]}
 */
function methodsOf(object) {
  /** @type {Set<string>} */
  const names = new Set();
  for (let from = object; from !== null && from !== Object.prototype; from = Object.getPrototypeOf(from)) {
    for (const name of Object.getOwnPropertyNames(from)) {
      const { value } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(from, name));
      if (typeof value === 'function' && name !== 'constructor') names.add(name);
    }
    if (Object.hasOwn(from, Symbol.dispose ?? Symbol.for('dispose'))) names.add(disposal);
  }
  return [...names];
}

/**
 * @param {any} from
 * @returns {string[]}
 */
function staticsOf(from) {
  return Object.getOwnPropertyNames(from).filter((name) => name !== 'prototype' && typeof from[name] === 'function');
}

/**
 * @typedef {object} Call
 * @property {Path} path of the function or class
 * @property {'function' | 'new' | 'method'} kind
 * @property {unknown} [on] the resource of a method
 * @property {unknown[]} args
 */

/**
 * Stand-ins for what has a shape: calling them is `invoke`.
 *
 * @param {Shape} shape
 * @param {(call: Call) => any} invoke
 * @param {(path: Path) => any} built what is already there
 * @param {(path: Path, value: any) => void} note called with each class and object
 * @param {Path} [path]
 * @returns {any}
 */
export function rebuild(shape, invoke, built, note, path = []) {
  if (shape.is === 'value') return shape.value;
  if (shape.is === 'same') return built(shape.as);
  if (shape.is === 'function') return (/** @type {unknown[]} */ ...args) => invoke({ path, kind: 'function', args });
  if (shape.is === 'class') {
    const made = standInClass(shape, invoke, path);
    note(path, made);
    return made;
  }
  /** @type {Record<string, any>} */
  const object = {};
  note(path, object);
  for (const [name, member] of shape.members) object[name] = rebuild(member, invoke, built, note, [...path, name]);
  return object;
}

/**
 * @param {{ methods: string[], statics: string[] }} shape
 * @param {(call: Call) => any} invoke
 * @param {Path} path
 */
function standInClass({ methods, statics }, invoke, path) {
  class Resource {
    /** @param {unknown[]} args */
    constructor(...args) {
      return invoke({ path, kind: 'new', args });
    }
  }
  Object.defineProperty(Resource, 'name', { value: path.at(-1) });
  for (const name of statics) {
    define(Resource, name, (...args) => invoke({ path: [...path, name], kind: 'function', args }));
  }
  for (const name of methods) {
    const call = function (/** @type {unknown} */ on, /** @type {unknown[]} */ args) {
      return invoke({ path: [...path, name], kind: 'method', on, args });
    };
    define(Resource.prototype, name, function (...args) {
      return call(this, args);
    });
  }
  return Resource;
}

/**
 * @param {object} target
 * @param {string} name
 * @param {(this: any, ...args: any[]) => any} value
 */
function define(target, name, value) {
  const keys = name === disposal ? [Symbol.dispose ?? Symbol.for('dispose'), Symbol.asyncDispose ?? disposal] : [name];
  for (const key of keys) Object.defineProperty(target, key, { value, writable: true, configurable: true });
}
