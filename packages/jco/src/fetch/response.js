// What a component answers, as a `Response`. It is made when the component has returned or waits: by then a short body is
// whole. Informational responses and trailers, which `fetch` has not, are refused and dropped.

import { flatten, responseContent, responseOutparam } from '@jco/preview2-shim/fetch';

import { describe, statusOf } from '../serve/guest/status.js';
import { ResponseBody } from './response-body.js';

/** @typedef {import('@jco/preview2-shim/fetch').OutgoingResponse} OutgoingResponse */

/** How many bytes a handler that can be suspended is ahead of its client. */
const WINDOW = 0x2_0000;

/** Statuses whose responses have no body. */
const bodiless = new Set([204, 205, 304]);

export class Answer {
  #tell;
  #isHead;
  #body;
  #isBegun = false;
  /** @type {(response: Response) => void} */
  #settle = () => {};

  /**
   * @param {Request} request
   * @param {number} maxBuffered how many bytes of the body may be written that nobody has taken
   * @param {(why: string) => void} tell what an operator should know
   */
  constructor({ method }, maxBuffered, tell) {
    this.#tell = tell;
    this.#isHead = method === 'HEAD';
    this.#body = new ResponseBody(maxBuffered);
    /** @type {Promise<Response>} */
    this.response = new Promise((resolve) => (this.#settle = resolve));
    this.param = responseOutparam({
      respond: (result) => {
        if (result.tag === 'ok') this.#respond(result.val);
        else this.refuse(statusOf(result.val), `the handler answered with ${describe(result.val)}`);
      },
    });
  }

  /** The handler can be suspended: what it writes may wait for the client. */
  mayWait() {
    this.#body.limit = Math.min(this.#body.limit, WINDOW);
  }

  /** The handler has returned. */
  returned() {
    if (!this.#isBegun) this.refuse(500, 'the handler returned without a response');
    else if (this.#body.isAwaited) this.#breakOff('the handler returned before the body was finished');
  }

  /**
   * The handler has not returned, and will not.
   * @param {string} why
   */
  failed(why) {
    if (!this.#isBegun) return this.refuse(500, why);
    this.#tell(why);
    this.#body.breakOff(new Error('the handler failed'));
  }

  /** @param {OutgoingResponse} response */
  #respond(response) {
    const status = response.statusCode();
    const { headers, body } = responseContent(response);
    if (this.#isBegun) return;
    if (status < 200 || status > 599) return this.refuse(500, `a Response cannot have the status ${status}`);
    this.#isBegun = true;
    const fields = pairs(flatten(headers));
    this.#body.write(body.take());
    const abort = () => this.#breakOff('the handler dropped the body before it was finished');
    if (body.state() === 'open') body.attach({ sink: this.#body.sink, finish: () => this.#body.finish(), abort });
    else if (body.state() === 'finished') this.#body.finish();
    else abort();
    // Runs when the component has returned, or is suspended.
    queueMicrotask(() => this.#settle(this.#made(status, fields)));
  }

  /**
   * @param {number} status
   * @param {[string, string][]} fields
   */
  #made(status, fields) {
    const hasBody = !this.#isHead && !bodiless.has(status);
    // Nobody has seen any of it yet.
    if (hasBody && this.#body.isBroken) return new Response(null, { status: 500 });
    const headers = new Headers();
    for (const [name, value] of fields) {
      if (name.toLowerCase() !== 'content-length' || !hasBody || this.#body.mayBe(value)) headers.append(name, value);
    }
    // What the component has compressed is not to be compressed again, as workerd would.
    const init = /** @type {ResponseInit} */ ({ status, headers, encodeBody: 'manual' });
    if (hasBody) return new Response(/** @type {BodyInit} */ (this.#body.content()), init);
    this.#body.discard();
    return new Response(null, init);
  }

  /**
   * There is no response, but a status; unless there is one already.
   * @param {number} status
   * @param {string} why
   */
  refuse(status, why) {
    if (this.#isBegun) return;
    this.#isBegun = true;
    this.#body.discard();
    this.#tell(why);
    this.#settle(new Response(null, { status }));
  }

  /** @param {string} why */
  #breakOff(why) {
    this.#tell(why);
    this.#body.breakOff(new Error(why));
  }
}

/**
 * @param {string[]} flat
 * @returns {[string, string][]}
 */
const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index], flat[2 * index + 1]]);
