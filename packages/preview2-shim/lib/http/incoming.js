// Messages that come in: the host makes them, the guest reads them.

import { inputStream } from '../core/stream.js';
import { Children } from './children.js';
import { immutableFields } from './fields.js';
import { futureTrailers } from './future.js';

/** @typedef {import('../core/stream.js').Source} Source */
/** @typedef {import('./fields.js').Entry} Entry */
/** @typedef {import('./fields.js').Fields} Fields */

/**
 * @typedef {object} Body
 * @property {Source} source
 * @property {import('./future.js').Pending<Fields | undefined>} trailers
 */

/**
 * @typedef {{ tag: 'get' | 'head' | 'post' | 'put' | 'delete' | 'connect' | 'options' | 'trace' | 'patch' }
 *   | { tag: 'other', val: string }} Method
 * @typedef {{ tag: 'HTTP' | 'HTTPS' } | { tag: 'other', val: string }} Scheme
 */

/**
 * @typedef {object} RequestHead
 * @property {Method} method
 * @property {string | undefined} pathWithQuery
 * @property {Scheme | undefined} scheme
 * @property {string | undefined} authority
 * @property {Entry[]} headers
 */

const create = Symbol('create');

export class IncomingBody {
  #body;
  #children = new Children('incoming-body');
  #isStreamTaken = false;

  /**
   * @param {symbol} key
   * @param {Body} body
   */
  constructor(key, body) {
    if (key !== create) throw new TypeError('an incoming body comes with its message, not from its constructor');
    this.#body = body;
  }

  stream() {
    if (this.#isStreamTaken) throw undefined;
    this.#isStreamTaken = true;
    return inputStream(childSource(this.#body.source, this.#children.add()));
  }

  /** @param {IncomingBody} body */
  static finish(body) {
    body.#children.refuse();
    if (!body.#isStreamTaken) body.#body.source.close?.();
    return futureTrailers(body.#body.trailers);
  }

  [Symbol.dispose]() {
    this.#children.refuse();
    if (!this.#isStreamTaken) this.#body.source.close?.();
  }
}

/**
 * A source that tells when it is closed.
 * @param {Source} source
 * @param {() => void} closed
 * @returns {Source}
 */
const childSource = (source, closed) => ({
  read: (length) => source.read(length),
  blockingRead: source.blockingRead && ((length) => /** @type {Required<Source>} */ (source).blockingRead(length)),
  ready: () => source.ready?.() ?? true,
  block: source.block && (() => source.block?.()),
  close() {
    source.close?.();
    closed();
  },
});

/** Head and body of a message, each to be had from the resource that it is part of. */
class IncomingMessage {
  #headers;
  #body;
  #children;
  #isConsumed = false;

  /**
   * @param {symbol} key
   * @param {string} name
   * @param {Entry[]} headers
   * @param {Body} body
   */
  constructor(key, name, headers, body) {
    if (key !== create) throw new TypeError(`an ${name} is made by the host, not by its constructor`);
    this.#children = new Children(name);
    this.#headers = headers;
    this.#body = body;
  }

  headers() {
    return immutableFields(this.#headers, this.#children.add());
  }

  consume() {
    if (this.#isConsumed) throw undefined;
    this.#isConsumed = true;
    return new IncomingBody(create, this.#body);
  }

  [Symbol.dispose]() {
    this.#children.refuse();
    if (!this.#isConsumed) this.#body.source.close?.();
  }
}

export class IncomingRequest extends IncomingMessage {
  #head;

  /**
   * @param {symbol} key
   * @param {RequestHead} head
   * @param {Body} body
   */
  constructor(key, head, body) {
    super(key, 'incoming-request', head?.headers, body);
    this.#head = head;
  }

  method() {
    return this.#head.method;
  }

  pathWithQuery() {
    return this.#head.pathWithQuery;
  }

  scheme() {
    return this.#head.scheme;
  }

  authority() {
    return this.#head.authority;
  }
}

export class IncomingResponse extends IncomingMessage {
  #status;

  /**
   * @param {symbol} key
   * @param {number} status
   * @param {Entry[]} headers
   * @param {Body} body
   */
  constructor(key, status, headers, body) {
    super(key, 'incoming-response', headers, body);
    this.#status = status;
  }

  status() {
    return this.#status;
  }
}

/**
 * @param {RequestHead} head
 * @param {Body} body
 */
export const incomingRequest = (head, body) => new IncomingRequest(create, head, body);

/**
 * @param {number} status
 * @param {Entry[]} headers
 * @param {Body} body
 */
export const incomingResponse = (status, headers, body) => new IncomingResponse(create, status, headers, body);
