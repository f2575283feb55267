// What is thrown, as data for another thread.

const errors = [
  ...[Error, TypeError, RangeError, ReferenceError, SyntaxError],
  ...[WebAssembly.RuntimeError, WebAssembly.LinkError, WebAssembly.CompileError],
];

/** @typedef {{ error: Record<string, any>, payload?: unknown } | { value: unknown }} Thrown */

/**
 * @param {any} thrown
 * @param {(value: any) => any} pack
 * @returns {Thrown}
 */
export function packThrown(thrown, pack) {
  if (!(thrown instanceof Error)) return { value: pack(thrown) };
  const { name, message, stack } = thrown;
  // `code`, `place` and `help` of a JcoError, and whatever else is text.
  const texts = Object.entries(thrown).filter(([, value]) => typeof value === 'string');
  const error = { ...Object.fromEntries(texts), name, message, stack };
  return Object.hasOwn(thrown, 'payload') ? { error, payload: pack(/** @type {any} */ (thrown).payload) } : { error };
}

/**
 * @param {any} packed
 * @param {(value: any) => any} unpack
 * @returns {any}
 */
export function unpackThrown(packed, unpack) {
  if (!('error' in packed)) return unpack(packed.value);
  const { name, message, stack, ...more } = packed.error;
  const Kind = errors.find((kind) => kind.name === name) ?? Error;
  const error = Object.assign(new Kind(message), more);
  Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
  if (Kind.name !== name) Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
  if ('payload' in packed) Object.defineProperty(error, 'payload', { value: unpack(packed.payload), enumerable: true });
  return error;
}
