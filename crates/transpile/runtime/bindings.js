// Host functions that know the canonical ABI: `fn[Symbol.for('cabiLower')](guest)` gives the core function.

/** @typedef {{ memory?: WebAssembly.Memory, realloc?: Function, stringEncoding: string, resourceTables: unknown[] }} Guest */

const cabiLower = Symbol.for('cabiLower');

// The guest has to be there before it can be told of, so this waits for the first call.
/** @param {any} host @param {() => Guest} guest @param {string} name */
export function bindCore(host, guest, name) {
  if (typeof host?.[cabiLower] !== 'function') throw new TypeError(`import "${name}" has no Symbol.for('cabiLower')`);
  /** @type {Function | undefined} */
  let core;
  return (/** @type {unknown[]} */ ...args) => (core ??= host[cabiLower](guest()))(...args);
}

/** @param {any} host @param {() => Guest} guest @param {Function} otherwise */
export function bindOptional(host, guest, otherwise) {
  return typeof host?.[cabiLower] === 'function' ? bindCore(host, guest, '') : otherwise;
}
