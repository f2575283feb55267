// One request and its response, at the front: what node:http says becomes frames, frames become what node:http sends.

import { Socket } from 'node:net';

import { ABORT, DATA, DONE, END, FAILURE, HEAD, INFORMATION, PULL } from './layout.js';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {import('./lane.js').Lane} Lane */
/** @typedef {import('./slab.js').Slab} Slab */
/** @typedef {import('./frames.js').FrameReader} FrameReader */

/** For how many bytes it pays to make a string of them. */
const SHORT = 4096;

/**
 * What becomes of a response, for the log: `aborted` when it was begun and not finished.
 * @typedef {object} Outcome
 * @property {number} status
 * @property {number} bytes of its body
 * @property {boolean} isAborted
 * @property {boolean} isClientGone whether the client is who broke it off
 * @property {string} [failure] why there was no proper response
 */

export class Exchange {
  #request;
  #response;
  #isBegun = false;
  #isEnded = false;
  #isClientGone = false;
  #status = 0;
  #bytes = 0;
  /** @type {string[] | undefined} the head, until it is known whether the body is one piece */
  #head;
  /** @type {string | undefined} */
  #failure;
  #maxBody;
  #slab;
  #ended;
  /** @type {BodyPump | undefined} */
  #pump;
  /** @type {(() => void) | undefined} */
  #resume;

  /**
   * @param {number} id
   * @param {Request} request
   * @param {Response} response
   * @param {{ maxBody: number, slab: Slab }} means how many bytes of the request's body are let through, and where
   *   bytes of the response are until node:http has them
   * @param {(exchange: Exchange, outcome: Outcome) => void} ended called once, when the response is over
   */
  constructor(id, request, response, { maxBody, slab }, ended) {
    this.id = id;
    this.#request = request;
    this.#response = response;
    this.#maxBody = maxBody;
    this.#slab = slab;
    this.#ended = ended;
    /** @type {Lane | undefined} the lane of the thread that has taken it */
    this.lane = undefined;
    response.on('close', () => this.#closed());
  }

  get request() {
    return this.#request;
  }

  /** Whether the response is over, or its client has gone. */
  get isOver() {
    return this.#isEnded;
  }

  /** Whether node:http has enough for the moment. */
  get isClogged() {
    return !this.#isEnded && this.#response.writableNeedDrain;
  }

  /** Whether the handler waits for the client to send more of the body. */
  get isStarving() {
    return this.#pump !== undefined && this.#pump.isStarving;
  }

  /** @param {() => void} resume called, once or more, when node:http can take more or the client has gone */
  onDrain(resume) {
    if (this.#resume === undefined) this.#response.on('drain', () => this.#resume?.());
    this.#resume = resume;
  }

  /**
   * @param {FrameReader} frame of this exchange
   * @returns {boolean} whether the handler has returned
   */
  take(frame) {
    switch (frame.kind) {
      case HEAD:
        this.#begin(frame.lines());
        return false;
      case DATA:
        this.#write(frame);
        return false;
      case END:
        this.#end(frame.lines());
        return false;
      case INFORMATION:
        this.#inform(frame.lines());
        return false;
      case ABORT:
        this.abort('the handler dropped the body before it was finished');
        return false;
      case FAILURE: {
        const [status, ...why] = frame.bytes().toString().split('\n');
        this.fail(Number(status), why.join('\n'));
        return false;
      }
      case PULL:
        this.#pump ??= this.#pumped(/** @type {Lane} */ (this.lane));
        return false;
      case DONE:
        this.#pump?.stop();
        if (!this.#isEnded && !this.#isBegun) this.fail(500, 'the handler returned without a response');
        return true;
      default:
        throw new Error(`there is no frame ${frame.kind}`);
    }
  }

  /** Sends what has come so far: there is no more for the moment. */
  flush() {
    if (this.#isEnded || !this.#isBegun) return this.#slab.reclaim(true);
    // Head and bytes in one go.
    const socket = this.#isPlain ? this.#response.socket : null;
    const hasHead = this.#head !== undefined;
    socket?.cork();
    this.#sendHead();
    if (this.#slab.length > 0) this.#response.write(this.#slab.lend(this.#isFlowing));
    else if (hasHead) this.#response.flushHeaders();
    socket?.uncork();
    this.#slab.reclaim(this.#isFlowing);
  }

  /** Whether node:http writes straight to a socket. */
  get #isPlain() {
    return this.#request.httpVersionMajor < 2;
  }

  /** Whether all that node:http has been given has been taken by the system. */
  get #isFlowing() {
    const { socket } = this.#response;
    return this.#isPlain && socket instanceof Socket && !('encrypted' in socket) && this.#response.writableLength === 0;
  }

  /**
   * Answers with a bare status, or, where the response has begun, breaks the connection off.
   * @param {number} status
   * @param {string} why
   * @returns {void}
   */
  fail(status, why) {
    if (this.#isEnded) return;
    this.#failure ??= why;
    if (this.#isBegun) return this.abort(why);
    this.#status = status;
    this.#isBegun = true;
    this.#response.writeHead(status, { 'content-length': '0' });
    this.#finish(undefined);
  }

  /**
   * @param {string} why
   * @returns {void}
   */
  abort(why) {
    if (this.#isEnded) return;
    this.#failure ??= why;
    if (!this.#isBegun) return this.fail(500, why);
    this.flush();
    // What has been written is sent first, which node:http may do a little later: the client sees a response that breaks off.
    if (this.#isPlain) setImmediate(() => this.#response.socket?.destroySoon());
    else setImmediate(() => streamOf(this.#response).close(INTERNAL_ERROR));
  }

  /** @param {Lane} lane */
  #pumped(lane) {
    return new BodyPump(this.#request, lane, this.id, this.#maxBody, () => {
      this.fail(413, `the body has more than ${this.#maxBody} bytes`);
      lane.clientHasGone(this.id);
      this.#pump?.stop();
    });
  }

  /** @param {string[]} lines status, names and values by turns */
  #begin([status, ...headers]) {
    if (this.#isEnded) return;
    this.#isBegun = true;
    this.#status = Number(status);
    this.#head = headers;
  }

  #sendHead() {
    if (this.#head === undefined) return;
    writeHead(this.#response, this.#status, this.#head);
    this.#head = undefined;
  }

  /** @param {FrameReader} frame */
  #write(frame) {
    if (this.#isEnded) return;
    this.#bytes += frame.rest;
    while (frame.rest > 0 && !this.#isEnded) {
      if (this.#slab.isFull) this.flush();
      this.#slab.take(frame);
    }
  }

  /** @param {string[]} trailers */
  #end(trailers) {
    if (this.#isEnded) return;
    if (trailers.length > 0) {
      this.flush();
      this.#response.addTrailers(this.#isPlain ? pairs(trailers) : /** @type {any} */ (fields(trailers)));
      return this.#finish(undefined);
    }
    // All at once: node:http then says how long it is, and sends it in one piece.
    if (this.#head !== undefined && !hasLength(this.#head) && takesLength(this.#request, this.#status)) {
      this.#head.push('content-length', String(this.#slab.length));
    }
    // A short one as text, which node:http joins with its head: one string is written quicker than two buffers.
    const isText = this.#isPlain && this.#head !== undefined && this.#slab.length <= SHORT;
    this.#sendHead();
    if (this.#slab.length === 0) this.#finish(undefined);
    else this.#finish(isText ? this.#slab.text : this.#slab.lend(this.#isFlowing));
  }

  /** @param {Buffer | string | undefined} body text has a character for each byte */
  #finish(body) {
    this.#isEnded = true;
    this.#response.end(body, 'latin1');
    this.#slab.reclaim(this.#isFlowing);
    this.#report(false);
  }

  /** @param {string[]} lines */
  #inform([status, ...headers]) {
    if (this.#isEnded || this.#isBegun) return;
    if (!this.#isPlain) {
      streamOf(this.#response).additionalHeaders({ ...fields(headers), ':status': Number(status) });
    } else if (this.#request.httpVersionMinor >= 1) {
      writeInformation(this.#response, Number(status), headers);
    }
  }

  #closed() {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#pump?.stop();
    this.lane?.clientHasGone(this.id);
    this.#isClientGone = this.#failure === undefined;
    this.#failure ??= 'the client went away';
    this.#report(true);
    this.#resume?.();
  }

  /** @param {boolean} isAborted */
  #report(isAborted) {
    const isClientGone = this.#isClientGone;
    this.#ended(this, { status: this.#status, bytes: this.#bytes, isAborted, isClientGone, failure: this.#failure });
  }
}

/** Moves the body of a request into the lane, as fast as there is room. */
class BodyPump {
  #request;
  #lane;
  #id;
  #isStopped = false;
  /** @type {Buffer | undefined} what there was no room for */
  #rest;
  #isAtEnd = false;
  #length = 0;

  /**
   * @param {Request} request
   * @param {Lane} lane
   * @param {number} id
   * @param {number} limit how many bytes it may have
   * @param {() => void} exceeded called if it has more
   */
  constructor(request, lane, id, limit, exceeded) {
    this.#request = request;
    this.#lane = lane;
    this.#id = id;
    request.on('data', (bytes) => {
      this.#length += bytes.length;
      if (this.#length > limit) exceeded();
      else this.#push(bytes);
    });
    request.on('end', () => {
      this.#isAtEnd = true;
      this.#move();
    });
  }

  get isStarving() {
    return !this.#isStopped && !this.#isAtEnd && this.#rest === undefined && this.#lane.isDrained;
  }

  stop() {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#rest = undefined;
    // What the handler did not read has to be read all the same, for the next request on the connection.
    this.#request.removeAllListeners('data');
    this.#request.resume();
  }

  /** @param {Buffer} bytes */
  #push(bytes) {
    this.#rest = this.#rest === undefined ? bytes : Buffer.concat([this.#rest, bytes]);
    this.#move();
  }

  #move() {
    if (this.#isStopped) return;
    if (this.#rest !== undefined) {
      const count = this.#lane.writeData(this.#id, this.#rest);
      this.#rest = count === this.#rest.length ? undefined : this.#rest.subarray(count);
    }
    const isFull = this.#rest !== undefined || (this.#isAtEnd && !this.#lane.writeEnd(this.#id, this.#request.rawTrailers));
    if (!isFull) return void this.#request.resume();
    this.#request.pause();
    this.#lane.onRoom(() => this.#move());
  }
}

/** @param {Response} response of HTTP/2 */
const streamOf = (response) => /** @type {import('node:http2').Http2ServerResponse} */ (/** @type {unknown} */ (response)).stream;

/** HTTP/2's code for a stream that the server could not bring to its end: without one it would seem to be over. */
const INTERNAL_ERROR = 2;

/**
 * @param {Response} response
 * @param {number} status
 * @param {string[]} headers
 */
function writeHead(response, status, headers) {
  if (response.req.httpVersionMajor >= 2) response.writeHead(status, fields(headers));
  else response.writeHead(status, headers);
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string[]} headers
 */
function writeInformation(response, status, headers) {
  // node:http has functions for 100, 102 and 103 only, and this for all of them.
  const lines = pairs(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  /** @type {any} */ (response)._writeRaw(`HTTP/1.1 ${status} Informational\r\n${lines.join('')}\r\n`, 'latin1');
}

/** @param {string[]} headers */
const hasLength = (headers) => headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-length');

/**
 * @param {Request} request
 * @param {number} status
 */
const takesLength = (request, status) => request.method !== 'HEAD' && status !== 204 && status !== 304;

/**
 * @param {string[]} lines
 * @returns {[string, string][]}
 */
function pairs(lines) {
  /** @type {[string, string][]} */
  const pairs = [];
  for (let index = 0; index < lines.length; index += 2) pairs.push([lines[index], lines[index + 1]]);
  return pairs;
}

/** @param {string[]} lines */
function fields(lines) {
  /** @type {Record<string, string | string[]>} */
  const fields = Object.create(null);
  for (const [name, value] of pairs(lines)) {
    const key = name.toLowerCase();
    const before = fields[key];
    fields[key] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}
