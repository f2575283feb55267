// One request: makes the two resources that the handler is given, and says what becomes of them.

import { ComponentExit, flatten, incomingRequest, responseContent, responseOutparam, unflatten } from '@jco/preview2-shim/server';

import * as layout from '../layout.js';
import { describe, statusOf } from './status.js';

/** @typedef {import('./lane.js').GuestLane} GuestLane */
/** @typedef {import('@jco/preview2-shim/server').Fields} Fields */
/** @typedef {import('@jco/preview2-shim/server').Body} Body */

/**
 * @param {{ id: number, head: string }} request
 * @param {GuestLane} lane
 * @param {import('./instances.js').Instances} instances
 */
export function answer({ id, head }, lane, instances) {
  const param = responseOutparam({
    inform: (status, fields) => lane.say(layout.INFORMATION, id, headBytes(status, fields)),
    respond: (result) => {
      if (result.tag === 'ok') respond(id, result.val, lane);
      else fail(id, statusOf(result.val), `the handler answered with ${describe(result.val)}`, lane);
    },
  });
  try {
    instances.run((handle) => handle(incoming(id, head, lane), param));
  } catch (thrown) {
    fail(id, 500, thrown instanceof ComponentExit ? thrown.message : trace(thrown), lane);
  }
}

/**
 * @param {number} id
 * @param {string} head as the front writes it
 * @param {GuestLane} lane
 */
function incoming(id, head, lane) {
  const [method, target, scheme, authority, hasBody, ...lines] = head.split('\n');
  return incomingRequest({
    method: methods.get(method) ?? { tag: 'other', val: method },
    pathWithQuery: target,
    scheme: { tag: scheme === 'HTTPS' ? 'HTTPS' : 'HTTP' },
    authority: authority === '' ? undefined : authority,
    headers: () => unflatten(lines),
  }, hasBody === '1' ? body(id, lane) : NO_BODY);
}

/** @typedef {import('@jco/preview2-shim/server').Method} Method */

/** @type {Map<string, Method>} */
const methods = new Map(
  /** @type {const} */ (['get', 'head', 'post', 'put', 'delete', 'connect', 'options', 'trace', 'patch'])
    .map((tag) => [tag.toUpperCase(), { tag }]),
);

/** @type {Body} */
const NO_BODY = {
  source: { read: () => undefined },
  trailers: { ready: () => true, outcome: () => ({ tag: 'ok', val: undefined }) },
};

/**
 * @param {number} id
 * @param {GuestLane} lane
 * @returns {Body}
 */
function body(id, lane) {
  /** @type {string[] | undefined} */
  let trailers;
  const source = lane.source(id, (lines) => (trailers = lines));
  // They come with the end of the body, which is known when one has looked for more of it.
  const ready = () => trailers !== undefined || (source.ready() && trailers !== undefined) || lane.hasGone(id);
  return {
    source,
    trailers: {
      wakes: true,
      ready,
      outcome: () => {
        if (!ready()) return undefined;
        if (trailers === undefined) return { tag: 'err', val: { tag: 'connection-terminated' } };
        return { tag: 'ok', val: trailers.length === 0 ? undefined : unflatten(trailers) };
      },
    },
  };
}

/**
 * @param {number} id
 * @param {import('@jco/preview2-shim/server').OutgoingResponse} response
 * @param {GuestLane} lane
 */
function respond(id, response, lane) {
  const { headers, body } = responseContent(response);
  lane.say(layout.HEAD, id, headBytes(response.statusCode(), headers));
  const sink = lane.sink(id);
  const finish = (/** @type {Fields | undefined} */ trailers) => lane.say(layout.END, id, trailers && fieldBytes(trailers));
  const abort = () => lane.say(layout.ABORT, id);
  lane.sayAll(layout.DATA, id, body.take());
  if (body.state() === 'open') body.attach({ sink, finish, abort });
  else if (body.state() === 'finished') finish(body.trailers());
  else abort();
}

/**
 * @param {number} id
 * @param {number} status to answer with, if there is no response yet
 * @param {string} why
 * @param {GuestLane} lane
 */
function fail(id, status, why, lane) {
  lane.say(layout.FAILURE, id, Buffer.from(`${status}\n${why.slice(0, LONGEST_TRACE)}`));
}

const LONGEST_TRACE = 10_000;

/** @param {unknown} thrown */
const trace = (thrown) => (thrown instanceof Error ? thrown.stack ?? String(thrown) : `the handler threw ${String(thrown)}`);

/**
 * @param {number} status
 * @param {Fields} fields
 */
const headBytes = (status, fields) => Buffer.from([status, ...flatten(fields)].join('\n'), 'latin1');

/** @param {Fields} fields */
const fieldBytes = (fields) => Buffer.from(flatten(fields).join('\n'), 'latin1');
