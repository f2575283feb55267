// Values between two threads, the same on both sides. Component values are data and are copied; resources are not.

import { heldResources, standIns } from './resources.js';
import { describe, disposal, rebuild } from './shape.js';

/** @typedef {import('./shape.js').Path} Path */
/** @typedef {import('./shape.js').Shape} Shape */
/** @typedef {import('./shape.js').Call} Call */

// A resource on its way is `{ $mine: id, path }` or `{ $yours: id }`: no name in WIT has a `$`.

/** @param {(message: { forget: number, received: number }) => void} post tells that stand-ins are gone */
export function createBoundary(post) {
  /** Classes and objects of this side, and where they are. @type {Map<any, Path>} */
  const paths = new Map();
  /** The same of the other side. @type {Map<string, any>} */
  const built = new Map();
  const builtAt = (/** @type {Path} */ path) => built.get(key(path));
  const ours = heldResources();
  const theirs = standIns(builtAt, post);

  /** @param {any} value @returns {any} */
  function pack(value) {
    if (typeof value !== 'object' || value === null) return value;
    const id = theirs.idOf(value);
    if (id !== undefined) return { $yours: id };
    const path = paths.get(value.constructor);
    return path === undefined ? copied(value, pack) : { $mine: ours.send(value), path };
  }

  /** @param {any} value @returns {any} */
  function unpack(value) {
    if (typeof value !== 'object' || value === null) return value;
    if ('$mine' in value) return theirs.receive(value.$mine, value.path);
    return '$yours' in value ? ours.get(value.$yours) : copied(value, unpack);
  }

  return {
    pack,
    unpack,
    forget: ours.forget,

    /** What is offered to the other side. @param {object} object @returns {Shape} */
    offer: (object) => describe(object, paths),

    /** Stand-ins for what the other side offers. @param {Shape} shape @param {(call: Call) => any} invoke */
    accept: (shape, invoke) => rebuild(shape, invoke, builtAt, (path, it) => built.set(key(path), it)),

    /** Does a call that came from the other side. @param {any} offered @param {Call} call */
    perform(offered, { path, kind, on, args }) {
      const values = args.map(unpack);
      const scope = path.slice(0, -1).reduce((object, name) => object[name], offered);
      const name = path[path.length - 1];
      if (kind === 'new') return new scope[name](...values);
      if (kind === 'function') return scope[name](...values);
      return unpack(on)[name === disposal ? (Symbol.dispose ?? Symbol.for('dispose')) : name](...values);
    },
  };
}

/** @param {Path} path */
const key = (path) => path.join('\0');

/**
 * @param {any} value
 * @param {(value: any) => any} copy
 * @returns {any}
 */
function copied(value, copy) {
  // A view would take the whole of its buffer along.
  if (ArrayBuffer.isView(value)) return value.byteLength < value.buffer.byteLength ? ownCopy.call(value) : value;
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Map) return new Map(Array.from(value, ([name, member]) => [copy(name), copy(member)]));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member)]));
}

/** Of a `Buffer`, `slice` would be a view too. @type {(this: any) => any} */
const ownCopy = Object.getPrototypeOf(Uint8Array.prototype).slice;
