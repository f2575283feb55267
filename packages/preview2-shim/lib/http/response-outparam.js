// Where a handler puts its response.

/** @typedef {import('./error-code.js').ErrorCode} ErrorCode */
/** @typedef {import('./fields.js').Fields} Fields */
/** @typedef {import('./outgoing.js').OutgoingResponse} OutgoingResponse */

/** @typedef {{ tag: 'ok', val: OutgoingResponse } | { tag: 'err', val: ErrorCode }} ResponseResult */

/**
 * The host's end. One of `respond` and `drop` is called, once, unless the guest traps or keeps the outparam for ever.
 * @typedef {object} Responder
 * @property {(result: ResponseResult) => void} respond
 * @property {(status: number, headers: Fields) => void} [inform] sends an informational response before that, if the
 *   host can
 * @property {() => void} [drop] there will be no response
 */

const create = Symbol('create');

export class ResponseOutparam {
  #responder;
  #isUsed = false;

  /**
   * @param {symbol} key
   * @param {Responder} responder
   */
  constructor(key, responder) {
    if (key !== create) throw new TypeError('a response outparam comes with a request, not from its constructor');
    this.#responder = responder;
  }

  /**
   * @param {ResponseOutparam} param
   * @param {ResponseResult} response
   */
  static set(param, response) {
    param.#isUsed = true;
    param.#responder.respond(response);
  }

  /**
   * @param {number} status
   * @param {Fields} headers
   */
  sendInformational(status, headers) {
    if (status < 100 || status > 199) throw { tag: 'HTTP-protocol-error' };
    if (this.#responder.inform === undefined) {
      throw { tag: 'internal-error', val: 'this host sends no informational responses' };
    }
    this.#responder.inform(status, headers);
  }

  [Symbol.dispose]() {
    if (!this.#isUsed) this.#responder.drop?.();
    this.#isUsed = true;
  }
}

/** @param {Responder} responder */
export const responseOutparam = (responder) => new ResponseOutparam(create, responder);
