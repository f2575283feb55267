// Messages that come in: the host makes them, the guest reads them.

import { inputStream } from '../core/stream.js';
import { Children } from './children.js';
import { immutableFields } from './fields.js';
import { futureTrailers } from './future.js';

/** @typedef {import('../core/stream.js').Source} Source */
/** @typedef {import('./fields.js').Entry} Entry */
/** @typedef {import('./fields.js').Fields} Fields */

/**
 * What the host has of a body.
 * @typedef {object} Body
 * @property {Source} source its `close` is called when the guest drops the stream, which does not end the body
 * @property {import('./future.js').Pending<Entry[] | undefined>} trailers once there is no stream, what the guest has
 *   not read may be in their way: looking for them passes over it
 * @property {() => void} [close] the guest is done with it all, trailers included, whether they have come or not
 */

/** @typedef {import('./method.js').Method} Method */

/**
 * @typedef {{ tag: 'HTTP' | 'HTTPS' } | { tag: 'other', val: string }} Scheme
 */

/**
 * @typedef {object} RequestHead
 * @property {Method} method
 * @property {string | undefined} pathWithQuery
 * @property {Scheme | undefined} scheme
 * @property {string | undefined} authority
 * @property {Headers} headers
 */

/** @typedef {Entry[] | (() => Entry[])} Headers a function where they are not worth making unless asked for */

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
    return futureTrailers(body.#body);
  }

  [Symbol.dispose]() {
    this.#children.refuse();
    this.#body.close?.();
  }
}

/**
 * A source that tells when it is closed.
 * @param {Source} source
 * @param {() => void} closed
 * @returns {Source}
 */
const childSource = (source, closed) => ({
  ...source,
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
   * @param {Headers} headers
   * @param {Body} body
   */
  constructor(key, name, headers, body) {
    if (key !== create) throw new TypeError(`an ${name} is made by the host, not by its constructor`);
    this.#children = new Children(name);
    this.#headers = headers;
    this.#body = body;
  }

  headers() {
    if (typeof this.#headers === 'function') this.#headers = this.#headers();
    return immutableFields(this.#headers, this.#children.add());
  }

  consume() {
    if (this.#isConsumed) throw undefined;
    this.#isConsumed = true;
    return new IncomingBody(create, this.#body);
  }

  [Symbol.dispose]() {
    this.#children.refuse();
    if (!this.#isConsumed) this.#body.close?.();
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
   * @param {Headers} headers
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
 * @param {Headers} headers
 * @param {Body} body
 */
export const incomingResponse = (status, headers, body) => new IncomingResponse(create, status, headers, body);
