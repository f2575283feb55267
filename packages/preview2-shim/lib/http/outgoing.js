// Messages that go out: the guest makes them, the host sends them.

import { ioError } from '../core/errors.js';
import { outputStream } from '../core/stream.js';
import { Children } from './children.js';
import { Conduit } from './conduit.js';
import { Fields, immutableView, isToken } from './fields.js';

/** @typedef {import('./incoming.js').Method} Method */
/** @typedef {import('./incoming.js').Scheme} Scheme */

const create = Symbol('create');

/** @type {(body: OutgoingBody) => Conduit} */
let conduitOf;

export class OutgoingBody {
  #conduit = new Conduit();
  #children = new Children('outgoing-body');
  #sizeError;
  #declared;
  #written = 0n;
  #isStreamTaken = false;

  /**
   * @param {symbol} key
   * @param {'HTTP-request-body-size' | 'HTTP-response-body-size'} sizeError
   * @param {bigint | undefined} declared what content-length says
   */
  constructor(key, sizeError, declared) {
    if (key !== create) throw new TypeError('an outgoing body comes with its message, not from its constructor');
    this.#sizeError = sizeError;
    this.#declared = declared;
  }

  write() {
    if (this.#isStreamTaken) throw undefined;
    this.#isStreamTaken = true;
    const { sink } = this.#conduit;
    return outputStream({
      ...sink,
      write: (bytes) => {
        this.#count(bytes.length);
        sink.write(bytes);
      },
      close: this.#children.add(),
    });
  }

  /**
   * @param {OutgoingBody} body
   * @param {Fields | undefined} trailers
   */
  static finish(body, trailers) {
    body.#children.refuse();
    if (body.#declared !== undefined && body.#declared !== body.#written) {
      body.#conduit.end('aborted');
      throw { tag: body.#sizeError, val: body.#written };
    }
    body.#conduit.end('finished', trailers);
  }

  [Symbol.dispose]() {
    this.#children.refuse();
    this.#conduit.end('aborted');
  }

  /** @param {number} length */
  #count(length) {
    this.#written += BigInt(length);
    if (this.#declared === undefined || this.#written <= this.#declared) return;
    const http = { tag: this.#sizeError, val: this.#written };
    throw ioError(`${this.#written} bytes written where content-length says ${this.#declared}`, { http });
  }

  static {
    conduitOf = (body) => body.#conduit;
  }
}

/** @type {(message: OutgoingMessage) => { headers: Fields, body: Conduit }} */
let contentOf;

class OutgoingMessage {
  #headers;
  #children;
  #body;
  #isBodyTaken = false;

  /**
   * @param {string} name
   * @param {'HTTP-request-body-size' | 'HTTP-response-body-size'} sizeError
   * @param {Fields} headers
   */
  constructor(name, sizeError, headers) {
    this.#headers = immutableView(headers, () => {});
    this.#children = new Children(name);
    this.#body = new OutgoingBody(create, sizeError, contentLength(headers));
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
      if (!message.#isBodyTaken) OutgoingBody.finish(message.#body, undefined);
      return { headers: message.#headers, body: conduitOf(message.#body) };
    };
  }
}

/** @param {Fields} headers */
function contentLength(headers) {
  const [value] = headers.get('content-length');
  if (value === undefined) return undefined;
  const text = new TextDecoder().decode(value);
  return /^\d{1,19}$/.test(text) ? BigInt(text) : undefined;
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
