// One request: makes the two resources that the handler is given, runs it, and says what becomes of them.

import { ComponentExit, WouldWait, incomingRequest, refuseWaiting } from '@jco/preview2-shim/fetch';

import { JcoError } from '../errors.js';
import { maySuspend } from './instances.js';
import { headOf } from './request.js';
import { UnusableBody, streamedBody, wholeBody } from './request-body.js';
import { Answer } from './response.js';

/** @typedef {import('./instances.js').Handle} Handle */
/** @typedef {import('./request-body.js').RequestBody} RequestBody */

/**
 * @param {{ request: Request, context: unknown[] }} call
 * @param {import('./instances.js').Runner} instances
 * @param {import('./options.js').FetchOptions} options
 * @returns {Promise<Response>}
 */
export async function answer({ request, context }, instances, { maxBody, maxBuffered, warn }) {
  const head = headOf(request);
  if (head === undefined) return new Response(null, { status: 431 });
  const tell = (/** @type {string} */ why) => warn(`${request.method} ${head.pathWithQuery}: ${why}`);
  const answer = new Answer(request, maxBuffered, tell);
  const unusable = (/** @type {UnusableBody} */ { status, message }) => answer.refuse(status, message);
  try {
    // A client that takes its time is not to keep an instance waiting that could do nothing meanwhile.
    const body = instances.maySuspend === false ? await wholeBody(request, maxBody) : undefined;
    const done = instances.run(context, async (handle) => {
      const mayWait = maySuspend(handle);
      if (mayWait) answer.mayWait();
      const given = body ?? (mayWait ? streamedBody(request, maxBody, unusable) : await wholeBody(request, maxBody));
      const call = () => handle(incomingRequest(head, given), answer.param);
      return handled(mayWait ? call : () => withoutWaiting(call), given, answer);
    });
    keepAlive(context, done);
    // An instance that cannot be made is an error of who set this up, not an answer.
    await Promise.race([answer.response, done]);
  } catch (error) {
    if (!(error instanceof UnusableBody)) throw error;
    unusable(error);
  }
  return answer.response;
}

/**
 * @param {() => unknown} call of the handler
 * @param {RequestBody} body
 * @param {Answer} answer
 * @returns {Promise<boolean>} whether the instance is good for another request
 */
async function handled(call, body, answer) {
  try {
    await call();
    answer.returned();
    return true;
  } catch (thrown) {
    answer.failed(told(thrown));
    return false;
  } finally {
    body.end();
  }
}

/**
 * Calls what cannot be suspended: waiting in it would stop all else that this thread does, and what it waits for with it.
 * @param {() => unknown} call
 */
function withoutWaiting(call) {
  refuseWaiting(true);
  try {
    return call();
  } finally {
    refuseWaiting(false);
  }
}

/** @param {unknown} thrown */
function told(thrown) {
  if (thrown instanceof WouldWait) return describe(cannotWait());
  if (thrown instanceof ComponentExit) return thrown.message;
  return thrown instanceof Error ? (thrown.stack ?? String(thrown)) : `the handler threw ${String(thrown)}`;
}

const cannotWait = () =>
  new JcoError({
    code: 'E0610',
    message: 'the handler has to wait (for a clock, an outgoing request or a client), and cannot be suspended',
    help: 'transpile it with --async-mode jspi for an engine that has JSPI, or run it by `serve`, which has threads for that',
  });

/** @param {JcoError} error */
const describe = ({ code, message, help }) => `error[${code}]: ${message} (${help})`;

/**
 * Runtimes that end with the response what a request has begun can be told to go on: the last that they hand over can.
 * @param {unknown[]} context
 * @param {Promise<unknown>} done
 */
function keepAlive(context, done) {
  const quiet = done.catch(() => {});
  const host = /** @type {any} */ (context.at(-1));
  if (typeof host?.waitUntil === 'function') host.waitUntil(quiet);
}
