// The least server that a handler needs, over node:http and `@jco/preview2-shim/http/server`: each request has its body
// read before the handler is called, with an instance of its own, on this thread.

import { createServer } from 'node:http';
import * as http from '@jco/preview2-shim/http/server';

const { flatten, incomingRequest, methodOf, outgoingContent, responseOutparam, settled, statusOf, unflatten } = http;

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/**
 * @param {() => Promise<Record<string, any>>} instantiate
 * @param {(thrown: unknown) => void} trapped
 */
export const handlerServer = (instantiate, trapped) => createServer(async (request, response) => {
  /** @type {Buffer[]} */
  const body = [];
  for await (const bytes of request) body.push(bytes);
  const { incomingHandler } = await instantiate();
  const answer = { isSet: false };
  try {
    incomingHandler.handle(incoming(request, Buffer.concat(body)), outparam(response, answer));
    if (!answer.isSet) response.writeHead(500).end();
  } catch (thrown) {
    trapped(thrown);
    if (answer.isSet) breakOff(response);
    else response.writeHead(500).end();
  }
});

/**
 * @param {IncomingMessage} request
 * @param {Buffer} body
 */
function incoming(request, body) {
  const { method = '', url, rawHeaders, rawTrailers, headers } = request;
  let at = 0;
  const source = { read: (/** @type {number} */ length) => (at < body.length ? body.subarray(at, (at += length)) : undefined) };
  const head = { method: methodOf(method), pathWithQuery: url, scheme: { tag: /** @type {const} */ ('HTTP') }, authority: headers.host };
  const trailers = rawTrailers.length > 0 ? unflatten(rawTrailers) : undefined;
  return incomingRequest(
    { ...head, headers: () => unflatten(rawHeaders) },
    { source, trailers: settled({ tag: 'ok', val: trailers }) },
  );
}

/**
 * @param {ServerResponse} response
 * @param {{ isSet: boolean }} answer
 */
const outparam = (response, answer) => responseOutparam({
  respond(result) {
    answer.isSet = true;
    if (result.tag === 'err') return void response.writeHead(statusOf(result.val), { 'x-error': result.val.tag }).end();
    const { headers, body } = outgoingContent(result.val);
    response.writeHead(result.val.statusCode(), flatten(headers));
    response.write(body.take());
    const target = targetOf(response);
    if (body.state() === 'open') body.attach(target);
    else if (body.state() === 'finished') target.finish(body.trailers());
    else target.abort();
  },
});

/**
 * @param {ServerResponse} response
 * @returns {import('@jco/preview2-shim/http/server').BodyTarget}
 */
const targetOf = (response) => ({
  // The guest's memory is its own again when `write` returns.
  sink: { write: (bytes) => void response.write(bytes.slice()), capacity: () => 0x1_0000 },
  finish(trailers) {
    if (trailers !== undefined) response.addTrailers(pairs(flatten(trailers)));
    response.end();
  },
  abort: () => breakOff(response),
});

/**
 * What has been written goes first, so that the client sees that more was to come.
 * @param {ServerResponse} response
 */
const breakOff = (response) => void setImmediate(() => response.destroy());

/**
 * @param {string[]} flat
 * @returns {[string, string][]}
 */
function pairs(flat) {
  const [name, value, ...rest] = flat;
  return name === undefined ? [] : [[name, value], ...pairs(rest)];
}
