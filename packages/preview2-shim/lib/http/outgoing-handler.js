// wasi:http/outgoing-handler: a client.

import { exchange } from '#platform/http.js';
import { errorCodeOf, httpIoError } from './error-code.js';
import { futureIncomingResponse } from './future.js';
import { incomingResponse } from './incoming.js';
import { methodName } from './method.js';
import { excess, flatten, octets, unflatten } from './octets.js';
import { hasClearLength, outgoingContent } from './outgoing.js';

/** @typedef {import('./error-code.js').ErrorCode} ErrorCode */
/** @typedef {import('./outgoing.js').OutgoingRequest} OutgoingRequest */
/** @typedef {import('./outgoing-body.js').BodyReader} BodyReader */
/** @typedef {import('./request-options.js').RequestOptions} RequestOptions */
/** @typedef {ReturnType<typeof exchange>} Exchange */
/** @typedef {Parameters<typeof exchange>[0]} RequestHead */

/**
 * @typedef {object} ClientState
 * @property {import('../core/network-policy.js').NetworkPolicy} policy
 * @property {string} [ca] certificates to trust in place of the platform's
 */

/** @param {ClientState} state */
export const createOutgoingHandler = (state) => ({
  /**
   * @param {OutgoingRequest} request
   * @param {RequestOptions | undefined} options
   * @returns {import('./future.js').FutureIncomingResponse}
   */
  handle(request, options) {
    const { headers, body } = outgoingContent(request);
    const target = targetOf(request);
    refuseUnsendable(request, headers, body);
    if (!state.policy.mayConnectTo(target.host, target.port)) throw { tag: 'HTTP-request-denied' };
    const fields = ['Host', target.authority, ...flatten(headers)];
    return new Call({ ...target, headers: fields, timeouts: timeouts(options), ca: state.ca }, body).future();
  },
});

/** A request that is sent as soon as it must be, and by then may be known whole. */
class Call {
  #head;
  #body;
  /** @type {Exchange | undefined} */
  #exchange;
  /** @type {ErrorCode | undefined} */
  #failure;
  #isAbandoned = false;

  /**
   * @param {Omit<RequestHead, 'body' | 'isWhole' | 'trailers'>} head
   * @param {BodyReader} body
   */
  constructor(head, body) {
    this.#head = head;
    this.#body = body;
    if (body.state() === 'open') body.onDemand(() => this.#start());
    else this.#start();
  }

  future() {
    const pending = {
      wakes: true,
      ready: () => this.#isSettled(),
      outcome: () => this.#outcome(),
    };
    return futureIncomingResponse(pending, () => this.#abandon());
  }

  #start() {
    if (this.#exchange !== undefined || this.#failure !== undefined || this.#isAbandoned) return;
    const state = this.#body.state();
    if (state === 'aborted') {
      this.#failure = { tag: 'HTTP-protocol-error' };
      return;
    }
    const isWhole = state === 'finished';
    const body = this.#body.take();
    const headers = framed(this.#head, this.#body, isWhole, body.length);
    const trailers = this.#body.trailers();
    const made = exchange({ ...this.#head, headers, body, isWhole, trailers: trailers && flatten(trailers) });
    this.#exchange = made;
    if (!isWhole) this.#body.attach(targetIn(made));
  }

  #isSettled() {
    this.#start();
    return this.#failure !== undefined || this.#exchange?.hasHead() === true;
  }

  /** @returns {import('./future.js').Outcome<import('./incoming.js').IncomingResponse> | undefined} */
  #outcome() {
    this.#start();
    if (this.#failure !== undefined) return { tag: 'err', val: this.#failure };
    const made = /** @type {Exchange} */ (this.#exchange);
    try {
      const head = made.head();
      if (head === undefined) return undefined;
      const val = excess(head.headers);
      if (val === undefined) return { tag: 'ok', val: received(head, made) };
      made.close();
      return { tag: 'err', val: { tag: 'HTTP-response-header-section-size', val } };
    } catch (thrown) {
      made.close();
      return { tag: 'err', val: errorCodeOf(thrown) };
    }
  }

  #abandon() {
    this.#isAbandoned = true;
    this.#exchange?.close();
  }
}

/**
 * @param {{ status: number, headers: string[] }} head
 * @param {Exchange} made
 */
function received({ status, headers }, made) {
  const source = {
    wakes: true,
    read: (/** @type {number} */ length) => attempt(() => made.read(length)),
    ready: () => made.canRead(),
  };
  return incomingResponse(status, () => unflatten(headers), {
    source,
    trailers: trailersOf(made),
    close: () => made.close(),
  });
}

/**
 * @param {Exchange} made
 * @returns {import('./future.js').Pending<import('./fields.js').Entry[] | undefined>}
 */
function trailersOf(made) {
  /** @type {ReturnType<ReturnType<typeof trailersOf>['outcome']>} */
  let known;
  const outcome = () => (known ??= look());
  return { wakes: true, ready: () => outcome() !== undefined, outcome };

  /** @returns {typeof known} */
  function look() {
    try {
      const trailers = made.trailers();
      if (trailers === undefined) return undefined;
      const val = excess(trailers.fields ?? []);
      if (val !== undefined) return { tag: 'err', val: { tag: 'HTTP-response-trailer-section-size', val } };
      return { tag: 'ok', val: trailers.fields && unflatten(trailers.fields) };
    } catch (thrown) {
      return { tag: 'err', val: errorCodeOf(thrown) };
    }
  }
}

/**
 * @param {Exchange} made
 * @returns {import('./outgoing-body.js').BodyTarget}
 */
const targetIn = (made) => ({
  // Without `flush`: what has been written is on its way.
  sink: {
    wakes: true,
    write: (bytes) => attempt(() => made.write(bytes)),
    capacity: () => attempt(() => made.capacity()),
    ready: () => made.canWrite(),
  },
  finish: (trailers) => made.finish(trailers && flatten(trailers)),
  abort: () => made.abort(),
});

/**
 * @template Result
 * @param {() => Result} action on an exchange
 * @returns {Result}
 */
function attempt(action) {
  try {
    return action();
  } catch (thrown) {
    throw httpIoError(thrown);
  }
}

/**
 * The fields, with those that say where the body ends.
 * @param {Pick<RequestHead, 'method' | 'headers'>} head
 * @param {BodyReader} body
 * @param {boolean} isWhole
 * @param {number} length
 */
function framed({ method, headers }, body, isWhole, length) {
  if (body.declared !== undefined) return headers;
  const hasTrailers = body.trailers() !== undefined || headers.some((text, index) => index % 2 === 0 && isTrailer(text));
  if (!isWhole || hasTrailers) return [...headers, 'Transfer-Encoding', 'chunked'];
  const isEmpty = length === 0 && !['POST', 'PUT', 'PATCH'].includes(method);
  return isEmpty ? headers : [...headers, 'Content-Length', `${length}`];
}

/** @param {string} name of a field that announces trailers, which only chunks have */
const isTrailer = (name) => name.length === 7 && name.toLowerCase() === 'trailer';

/** @param {OutgoingRequest} request */
function targetOf(request) {
  const scheme = request.scheme()?.tag ?? 'HTTPS';
  if (scheme === 'other') throw { tag: 'HTTP-protocol-error' };
  const isSecure = scheme === 'HTTPS';
  const path = request.pathWithQuery();
  const match = /^(?:[^@]*@)?((\[[^\]]*\]|[^:]*)(?::(\d*))?)$/.exec(request.authority() ?? '');
  if (match === null || match[2] === '') throw { tag: 'HTTP-request-URI-invalid' };
  if (path === undefined) throw { tag: 'HTTP-protocol-error' };
  const [, authority, bracketed, port] = match;
  return {
    method: methodName(request.method()),
    isSecure,
    authority,
    host: bracketed.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || (isSecure ? 443 : 80)),
    path: octets(path.startsWith('/') || path === '*' ? path : `/${path}`),
  };
}

/**
 * @param {OutgoingRequest} request
 * @param {import('./fields.js').Fields} headers
 * @param {BodyReader} body
 */
function refuseUnsendable(request, headers, body) {
  // It would ask for a connection to somewhere else, and there is nothing in wasi:http to use that with.
  if (request.method().tag === 'connect') throw { tag: 'HTTP-request-method-invalid' };
  if (!hasClearLength(headers)) throw { tag: 'HTTP-protocol-error' };
  if (body.state() === 'finished' && body.declared !== undefined && body.declared !== body.written()) {
    throw { tag: 'HTTP-request-body-size', val: body.written() };
  }
}

/** @param {RequestOptions | undefined} options */
const timeouts = (options) => ({
  connect: milliseconds(options?.connectTimeout()),
  firstByte: milliseconds(options?.firstByteTimeout()),
  betweenBytes: milliseconds(options?.betweenBytesTimeout()),
});

/** @param {bigint | undefined} nanoseconds */
const milliseconds = (nanoseconds) => (nanoseconds === undefined ? undefined : Math.ceil(Number(nanoseconds) / 1e6));
