// How an `err` result looks in JavaScript.

// Thrown by an exported function whose result is `err`; `payload` is the error value.
export class ComponentError extends Error {
  /** @param {unknown} payload */
  constructor(payload) {
    const isText = typeof payload === 'string';
    super(isText ? payload : `${shown(payload)} (see error.payload)`);
    Object.defineProperty(this, 'payload', { value: payload, enumerable: !isText });
  }
}

// A payload may be long, and may have a field called `toString`.
/** @param {unknown} payload */
const shown = (payload) => typeof payload === 'object' ? Object.prototype.toString.call(payload) : String(payload);

// The `err` value that a host function meant by throwing `error`: its `payload`, or itself if it is no Error.
// Any other Error is a failure of the host, and goes on as it is.
/** @param {any} error */
export function errorPayload(error) {
  if (Object.hasOwn(Object(error), 'payload')) return error.payload;
  if (error instanceof Error) throw error;
  return error;
}
