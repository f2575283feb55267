// HTTP requests over node:http and node:https. Connections are kept and used again.

import { send } from './http-connections.js';
import { Timer, failure } from './timer.js';

/** @typedef {import('./channel.js').Channel} Channel */
/** @typedef {import('node:http').ClientRequest} ClientRequest */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

/**
 * @typedef {object} RequestHead
 * @property {string} method
 * @property {boolean} isSecure
 * @property {string} host a name or an address without brackets
 * @property {number} port
 * @property {string} path
 * @property {string[]} headers names and values in turns, a character for each byte
 * @property {Uint8Array} body what there is of it so far
 * @property {boolean} isWhole whether that is all
 * @property {string[]} [trailers] of a body that is whole
 * @property {Timeouts} timeouts
 * @property {string} [ca] certificates to trust in place of Node's
 */

/** @typedef {{ connect?: number, firstByte?: number, betweenBytes?: number }} Timeouts in milliseconds */

/**
 * @typedef {object} Response
 * @property {number} status
 * @property {string[]} headers
 * @property {Uint8Array} body what there is of it so far
 * @property {boolean} isWhole whether that is all
 * @property {string[]} [trailers] of a body that is whole
 * @property {number} [rest] the channel of what is to come, where the request's is one for messages only
 */

/** @typedef {{ trailers: string[] } | { abort: true }} Command */

/**
 * The channel has bytes if the body of the request is not whole. The last of it that the guest does is to close it, unless
 * both messages were whole.
 * @param {Channel} channel
 * @param {RequestHead} head
 * @returns {import('./channel.js').Handlers}
 */
export function http(channel, head) {
  const exchange = new Exchange(channel, head);
  return {
    message(/** @type {any} */ { trailers, abort }) {
      if (abort) exchange.abort();
      else exchange.addTrailers(trailers);
    },
    bytes: (bytes, done) => exchange.write(bytes, done),
    finish: () => exchange.finish(),
    room: () => exchange.resume(),
    close: () => exchange.close(),
  };
}

/** How many bytes of a response are sent with its head, if they come along with it. */
const HELD = 0x1_0000;

/** Methods that may be sent again when a connection that was kept turns out to be closed. */
const repeatable = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'TRACE']);

class Exchange {
  #channel;
  /** The channel of the response's body. @type {Channel} */
  #incoming;
  #head;
  #timer;
  /** None if it could not even be made. @type {ClientRequest | undefined} */
  #request;
  /** @type {IncomingMessage | undefined} */
  #response;
  /** The beginning of the response, until that is told. @type {Uint8Array[] | undefined} */
  #held;
  #isDropped = false;
  #hasFailed = false;

  /**
   * @param {Channel} channel
   * @param {RequestHead} head
   */
  constructor(channel, head) {
    this.#channel = channel;
    this.#incoming = channel;
    this.#head = head;
    this.#timer = new Timer((reason) => this.#fail(reason));
    try {
      this.#request = this.#send();
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * @param {Uint8Array} bytes
   * @param {() => void} done
   */
  write(bytes, done) {
    if (this.#isOver()) done();
    else this.#request?.write(bytes, () => done());
  }

  /** @param {string[]} trailers */
  addTrailers(trailers) {
    if (!this.#isOver()) this.#request?.addTrailers(pairs(trailers));
  }

  finish() {
    if (!this.#isOver()) this.#request?.end();
  }

  /** The guest has dropped the request's body before its end. */
  abort() {
    this.#fail(failure('ERR_HTTP_BODY_DROPPED', 'the body of the request was dropped before it was finished'));
  }

  /** The guest reads on. */
  resume() {
    if (this.#response === undefined || this.#response.readableEnded) return;
    this.#response.resume();
    this.#timer.start(this.#head.timeouts.betweenBytes, 'ERR_HTTP_BYTES_TIMEOUT');
  }

  /** The guest has dropped it all. What is complete leaves its connection for the next. */
  close() {
    this.#isDropped = true;
    this.#timer.stop();
    const [request, response] = [this.#request, this.#response];
    if (request === undefined || request.closed) this.#gone();
    else if (response?.complete && request.writableEnded) response.resume();
    else request.destroy();
  }

  #isOver() {
    return this.#request === undefined || this.#request.destroyed;
  }

  #send() {
    const { method, isSecure, host, port, path, headers, body, isWhole, trailers, ca } = this.#head;
    const { connect, firstByte } = this.#head.timeouts;
    const request = send({ method, host, port, path, headers }, isSecure, ca);
    if (connect !== undefined || firstByte !== undefined) request.on('socket', (socket) => this.#connecting(socket));
    request.on('response', (response) => this.#answered(response));
    request.on('upgrade', (response, socket) => this.#upgraded(socket));
    request.on('error', (error) => this.#failed(request, error));
    request.on('close', () => this.#closed(request));
    if (body.length > 0) request.write(body);
    if (trailers !== undefined) request.addTrailers(pairs(trailers));
    if (isWhole) request.end();
    return request;
  }

  /** @param {import('node:net').Socket} socket */
  #connecting(socket) {
    const { connect, firstByte } = this.#head.timeouts;
    const connected = () => this.#timer.start(firstByte, 'ERR_HTTP_FIRST_BYTE_TIMEOUT');
    if (!socket.connecting) return connected();
    this.#timer.start(connect, 'ERR_HTTP_CONNECT_TIMEOUT');
    socket.once(this.#head.isSecure ? 'secureConnect' : 'connect', connected);
  }

  /** @param {IncomingMessage} response */
  #answered(response) {
    this.#response = response;
    this.#held = [];
    this.#timer.start(this.#head.timeouts.betweenBytes, 'ERR_HTTP_BYTES_TIMEOUT');
    response.on('data', (bytes) => this.#received(response, bytes));
    response.on('end', () => this.#ended(response));
    response.on('error', (error) => this.#fail(response.complete ? error : incomplete()));
    // What has come with the head is told with it.
    setImmediate(() => this.#tell(response));
  }

  /**
   * @param {IncomingMessage} response
   * @param {Uint8Array} bytes
   */
  #received(response, bytes) {
    if (this.#isDropped) return;
    this.#timer.start(this.#head.timeouts.betweenBytes, 'ERR_HTTP_BYTES_TIMEOUT');
    if (this.#held !== undefined) {
      this.#held.push(bytes);
      if (lengthOf(this.#held) >= HELD) this.#tell(response);
    } else if (!this.#incoming.write(bytes)) {
      response.pause();
      this.#timer.stop();
    }
  }

  /** @param {IncomingMessage} response */
  #ended(response) {
    this.#timer.stop();
    if (this.#isDropped) return;
    if (this.#held !== undefined) return this.#tellWhole(response);
    if (response.rawTrailers.length > 0) this.#incoming.send({ trailers: response.rawTrailers });
    this.#incoming.end();
  }

  /** @param {IncomingMessage} response */
  #tell(response) {
    if (this.#held === undefined || this.#isDropped) return;
    const body = joined(this.#held);
    this.#held = undefined;
    const rest = this.#head.isWhole ? this.#channel.open((channel) => this.#continueOn(channel), {}) : undefined;
    const { statusCode: status, rawHeaders: headers } = response;
    this.#channel.send({ response: { status, headers, body, isWhole: false, rest } });
  }

  /** @param {Channel} channel with bytes */
  #continueOn(channel) {
    this.#incoming = channel;
    return { room: () => this.resume() };
  }

  /** @param {IncomingMessage} response */
  #tellWhole(response) {
    const body = joined(this.#held ?? []);
    this.#held = undefined;
    const { statusCode: status, rawHeaders: headers, rawTrailers } = response;
    const trailers = rawTrailers.length > 0 ? rawTrailers : undefined;
    this.#channel.send({ response: { status, headers, body, isWhole: true, trailers } });
    if (!this.#head.isWhole) return;
    this.#isDropped = true;
    this.#gone();
  }

  /** @param {import('node:stream').Duplex} socket */
  #upgraded(socket) {
    socket.destroy();
    this.#fail(failure('ERR_HTTP_UPGRADED', 'the server changes to a protocol that was not asked for'));
  }

  /**
   * @param {ClientRequest} request
   * @param {NodeJS.ErrnoException} error
   */
  #failed(request, error) {
    const wasClosed = error.code === 'ECONNRESET' || error.code === 'EPIPE';
    if (wasClosed && request.reusedSocket && this.#canRepeat()) this.#request = this.#send();
    else this.#fail(error);
  }

  #canRepeat() {
    const { isWhole, method } = this.#head;
    return isWhole && repeatable.has(method) && this.#response === undefined && !this.#isDropped && !this.#hasFailed;
  }

  /** @param {unknown} error */
  #fail(error) {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#timer.stop();
    if (this.#response !== undefined) this.#tell(this.#response);
    if (!this.#isDropped) this.#failChannels(error);
    this.#request?.destroy();
  }

  /** @param {ClientRequest} request */
  #closed(request) {
    if (request !== this.#request) return;
    if (!this.#response?.complete) this.#fail(incomplete());
    if (this.#isDropped) this.#gone();
  }

  /** @param {unknown} error */
  #failChannels(error) {
    this.#channel.fail(error);
    if (this.#incoming !== this.#channel) this.#incoming.fail(error);
  }

  #gone() {
    if (this.#incoming !== this.#channel) this.#incoming.gone();
    this.#channel.gone();
  }
}

/** @param {Uint8Array[]} pieces */
const lengthOf = (pieces) => pieces.reduce((length, piece) => length + piece.length, 0);

/**
 * A copy: pieces are parts of buffers that would be sent whole.
 * @param {Uint8Array[]} pieces
 */
function joined(pieces) {
  const whole = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * @param {string[]} flat
 * @returns {[string, string][]}
 */
function pairs(flat) {
  /** @type {[string, string][]} */
  const list = [];
  for (let index = 0; index < flat.length; index += 2) list.push([flat[index], flat[index + 1]]);
  return list;
}

const incomplete = () => failure('ERR_HTTP_INCOMPLETE', 'the connection was closed too early');
