// One request: makes the two resources that the handler is given, and says what becomes of them.

import { ComponentExit, incomingRequest, responseContent, responseOutparam, trailersToCome } from '@jco/preview2-shim/server';

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
  let hasResponse = false;
  const param = responseOutparam({
    inform: (status, fields) => lane.say(layout.INFORMATION, id, headBytes(status, fields)),
    respond: (result) => {
      hasResponse = true;
      if (result.tag === 'ok') respond(id, result.val, lane);
      else fail(id, statusOf(result.val), `the handler answered with ${describe(result.val)}`, lane);
    },
  });
  try {
    instances.run((handle) => handle(incoming(id, head, lane), param));
    if (!hasResponse) fail(id, 500, 'the handler returned without a response', lane);
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
  /** @type {[string, Uint8Array][]} */
  const headers = [];
  for (let index = 0; index < lines.length; index += 2) {
    headers.push([lines[index], Buffer.from(lines[index + 1], 'latin1')]);
  }
  return incomingRequest({
    method: methods.get(method) ?? { tag: 'other', val: method },
    pathWithQuery: target,
    scheme: { tag: scheme === 'HTTPS' ? 'HTTPS' : 'HTTP' },
    authority: authority === '' ? undefined : authority,
    headers,
  }, hasBody === '1' ? body(id, lane) : NO_BODY());
}

/** @typedef {import('@jco/preview2-shim/server').Method} Method */

/** @type {Map<string, Method>} */
const methods = new Map(
  /** @type {const} */ (['get', 'head', 'post', 'put', 'delete', 'connect', 'options', 'trace', 'patch'])
    .map((tag) => [tag.toUpperCase(), { tag }]),
);

/** @returns {Body} */
const NO_BODY = () => ({ source: { read: () => undefined }, trailers: trailersToCome(() => []) });

/**
 * @param {number} id
 * @param {GuestLane} lane
 * @returns {Body}
 */
function body(id, lane) {
  /** @type {string[] | undefined} */
  let trailers;
  const source = lane.source(id, (lines) => (trailers = lines));
  const toCome = trailersToCome(() => {
    if (trailers === undefined) source.ready?.();
    return trailers;
  });
  return { source, trailers: { ...toCome, wakes: true } };
}

/**
 * @param {number} id
 * @param {import('@jco/preview2-shim/server').OutgoingResponse} response
 * @param {GuestLane} lane
 */
function respond(id, response, lane) {
  const { headers, body } = responseContent(response);
  lane.say(layout.HEAD, id, headBytes(response.statusCode(), headers));
  body.attach(lane.sink(id), (state, trailers) => {
    if (state === 'finished') lane.say(layout.END, id, trailers && fieldBytes(trailers));
    else lane.say(layout.ABORT, id);
  });
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
function headBytes(status, fields) {
  let text = String(status);
  for (const [name, value] of fields.entries()) text += `\n${name}\n${latin1(value)}`;
  return Buffer.from(text, 'latin1');
}

/** @param {Fields} fields */
const fieldBytes = (fields) =>
  Buffer.from(fields.entries().flatMap(([name, value]) => [name, latin1(value)]).join('\n'), 'latin1');

/** @param {Uint8Array} bytes */
const latin1 = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
