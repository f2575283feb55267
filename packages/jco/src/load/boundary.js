// Values between two threads, the same on both sides. Component values are data and are copied; resources stay in their
// thread, and the other has stand-ins for them.

import { describe, disposal, rebuild } from './shape.js';

/** @typedef {import('./shape.js').Path} Path */
/** @typedef {import('./shape.js').Shape} Shape */
/** @typedef {import('./shape.js').Call} Call */

/** A resource on its way: no name in WIT has a `$`. @typedef {{ $mine: number, path: Path } | { $yours: number }} Reference */

/** @param {(message: { forget: number, received: number }) => void} post tells that stand-ins are gone */
export function createBoundary(post) {
  /** Resources of this side, and how often they were sent. @type {Map<number, { resource: object, sent: number }>} */
  const held = new Map();
  /** @type {WeakMap<object, number>} */
  const idOfHeld = new WeakMap();
  /** @type {WeakMap<object, number>} */
  const idOfStandIn = new WeakMap();
  /** @type {Map<number, { ref: WeakRef<object>, token: { id: number, received: number } }>} */
  const standIns = new Map();
  /** Classes and objects of this side, and where they are. @type {Map<any, Path>} */
  const paths = new Map();
  /** The same of the other side. @type {Map<string, any>} */
  const built = new Map();
  let lastId = 0;

  const gone = new FinalizationRegistry((/** @type {{ id: number, received: number }} */ token) => {
    if (standIns.get(token.id)?.token === token) standIns.delete(token.id);
    post({ forget: token.id, received: token.received });
  });

  /** @param {any} resource @param {Path} path @returns {Reference} */
  function hold(resource, path) {
    let id = idOfHeld.get(resource);
    if (id === undefined) idOfHeld.set(resource, (id = ++lastId));
    const entry = held.get(id) ?? { resource, sent: 0 };
    entry.sent++;
    held.set(id, entry);
    return { $mine: id, path };
  }

  /** @param {number} id @param {Path} path */
  function standIn(id, path) {
    const known = standIns.get(id);
    const alive = known?.ref.deref();
    if (known !== undefined && alive !== undefined) {
      known.token.received++;
      return alive;
    }
    const made = Object.create(built.get(key(path)).prototype);
    const token = { id, received: 1 };
    standIns.set(id, { ref: new WeakRef(made), token });
    idOfStandIn.set(made, id);
    gone.register(made, token);
    return made;
  }

  /** @param {any} value @returns {any} */
  function pack(value) {
    if (typeof value !== 'object' || value === null) return value;
    const id = idOfStandIn.get(value);
    if (id !== undefined) return { $yours: id };
    const path = paths.get(value.constructor);
    return path === undefined ? copied(value, pack) : hold(value, path);
  }

  /** @param {any} value @returns {any} */
  function unpack(value) {
    if (typeof value !== 'object' || value === null) return value;
    if ('$mine' in value) return standIn(value.$mine, value.path);
    return '$yours' in value ? held.get(value.$yours)?.resource : copied(value, unpack);
  }

  return {
    pack,
    unpack,

    /** What is offered to the other side. @param {object} object @returns {Shape} */
    offer: (object) => describe(object, paths),

    /** Stand-ins for what the other side offers. @param {Shape} shape @param {(call: Call) => any} invoke */
    accept: (shape, invoke) => rebuild(shape, invoke, (path) => built.get(key(path)), (path, it) => built.set(key(path), it)),

    /** Does a call that came from the other side. @param {any} offered @param {Call} call */
    perform(offered, { path, kind, on, args }) {
      const values = args.map(unpack);
      const scope = path.slice(0, -1).reduce((object, name) => object[name], offered);
      const name = path[path.length - 1];
      if (kind === 'new') return new scope[name](...values);
      if (kind === 'function') return scope[name](...values);
      return unpack(on)[name === disposal ? (Symbol.dispose ?? Symbol.for('dispose')) : name](...values);
    },

    /** The other side has dropped stand-ins. @param {{ forget: number, received: number }} message */
    forget({ forget: id, received }) {
      const entry = held.get(id);
      if (entry !== undefined && (entry.sent -= received) === 0) held.delete(id);
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
