// Messages that go out: the guest makes them, the host sends them.

import { Children } from './children.js';
import { immutableView, isToken } from './fields.js';
import { finishUntaken, outgoingBody, readerOf } from './outgoing-body.js';

/** @typedef {import('./fields.js').Fields} Fields */
/** @typedef {import('./incoming.js').Method} Method */
/** @typedef {import('./incoming.js').Scheme} Scheme */
/** @typedef {import('./outgoing-body.js').BodyReader} BodyReader */

/** @type {(message: OutgoingMessage) => { headers: Fields, body: BodyReader }} */
let contentOf;

class OutgoingMessage {
  #headers;
  #children;
  #body;
  #isBodyTaken = false;

  /**
   * @param {string} name
   * @param {import('./outgoing-body.js').SizeError} sizeError
   * @param {Fields} headers
   */
  constructor(name, sizeError, headers) {
    this.#headers = immutableView(headers, () => {});
    this.#children = new Children(name);
    this.#body = outgoingBody(sizeError, contentLength(headers));
  }

  headers() {
    return immutableView(this.#headers, this.#children.add());
  }

  body() {
    if (this.#isBodyTaken) throw undefined;
    this.#isBodyTaken = true;
    return this.#body;
  }

  [Symbol.dispose]() {
    this.#children.refuse();
  }

  static {
    contentOf = (message) => {
      // A message whose body no one asked for has none.
      if (!message.#isBodyTaken) finishUntaken(message.#body);
      return { headers: message.#headers, body: readerOf(message.#body) };
    };
  }
}

/** @param {Fields} headers */
function contentLength(headers) {
  const [value] = headers.get('content-length');
  if (value === undefined) return undefined;
  const text = new TextDecoder().decode(value);
  return isLength(text) ? BigInt(text) : undefined;
}

/** @param {string} text */
const isLength = (text) => /^\d{1,19}$/.test(text);

/**
 * Whether what the headers say of the length is one thing, or nothing.
 * @param {Fields} headers
 */
export function hasClearLength(headers) {
  const values = headers.get('content-length').map((value) => new TextDecoder().decode(value));
  return values.length === 0 || (values.length === 1 && isLength(values[0]));
}

export class OutgoingRequest extends OutgoingMessage {
  /** @type {Method} */
  #method = { tag: 'get' };
  /** @type {string | undefined} */
  #pathWithQuery;
  /** @type {Scheme | undefined} */
  #scheme;
  /** @type {string | undefined} */
  #authority;

  /** @param {Fields} headers */
  constructor(headers) {
    super('outgoing-request', 'HTTP-request-body-size', headers);
  }

  method() {
    return this.#method;
  }

  /** @param {Method} method */
  setMethod(method) {
    if (method.tag === 'other' && !isToken(method.val)) throw undefined;
    this.#method = method;
  }

  pathWithQuery() {
    return this.#pathWithQuery;
  }

  /** @param {string | undefined} pathWithQuery */
  setPathWithQuery(pathWithQuery) {
    if (pathWithQuery !== undefined && !isPathWithQuery(pathWithQuery)) throw undefined;
    this.#pathWithQuery = pathWithQuery;
  }

  scheme() {
    return this.#scheme;
  }

  /** @param {Scheme | undefined} scheme */
  setScheme(scheme) {
    if (scheme?.tag === 'other' && !/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme.val)) throw undefined;
    this.#scheme = scheme;
  }

  authority() {
    return this.#authority;
  }

  /** @param {string | undefined} authority */
  setAuthority(authority) {
    if (authority !== undefined && !isAuthority(authority)) throw undefined;
    this.#authority = authority;
  }
}

export class OutgoingResponse extends OutgoingMessage {
  #statusCode = 200;

  /** @param {Fields} headers */
  constructor(headers) {
    super('outgoing-response', 'HTTP-response-body-size', headers);
  }

  statusCode() {
    return this.#statusCode;
  }

  /** @param {number} statusCode */
  setStatusCode(statusCode) {
    if (statusCode < 100 || statusCode > 999) throw undefined;
    this.#statusCode = statusCode;
  }
}

/**
 * What there is to send of a message.
 * @param {OutgoingRequest | OutgoingResponse} message
 */
export const outgoingContent = (message) => contentOf(message);

/**
 * RFC 3986's characters for a path and a query, and the few more that are seen in practice.
 * @param {string} text
 */
const isPathWithQuery = (text) => /^[!-"$-;=?-[\]_a-~\u0080-\uffff]*$/.test(text);

/** @param {string} text */
function isAuthority(text) {
  const match = /^(?:[\w.~!$&'()*+,;=:%-]*@)?(?:\[[\da-fA-F:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::(\d{0,5}))?$/.exec(text);
  return match !== null && Number(match[1] ?? 0) <= 65535;
}
