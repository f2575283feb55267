// A server of tests/guests/http-handler for a test, and ways to talk to it.

import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

import { serve } from 'jco/serve';

/** @param {string} name */
export const guestBytes = (name) => readFileSync(fileURLToPath(new URL(`../guests/built/${name}.wasm`, import.meta.url)));

/** For how many milliseconds a server may say nothing. */
const PATIENCE = 60_000;

export const component = guestBytes('http-handler');

/**
 * Starts a server that ends with the test; `warnings` gets what an operator would see.
 *
 * @param {import('node:test').TestContext} context
 * @param {import('jco/serve').ServeOptions} [options]
 * @param {Uint8Array} [served] another component
 */
export async function serving(context, options = {}, served = component) {
  /** @type {string[]} */
  const warnings = [];
  const server = await serve(served, { port: 0, warn: (line) => void warnings.push(line), ...options });
  context.after(() => server.close());
  return { ...server, warnings };
}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string | string[] | undefined>} headers
 * @property {string[]} rawHeaders
 * @property {Buffer} body
 * @property {string} text
 * @property {Record<string, string | undefined>} trailers
 * @property {boolean} isWhole whether the response came to its end
 */

/**
 * @param {string} url
 * @param {import('node:http').RequestOptions & { body?: string | Buffer | Iterable<Buffer>, trailers?: Record<string, string> }} [options]
 * @returns {Promise<Answer>}
 */
export function fetched(url, { body, trailers, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, options, (response) => {
      /** @type {Buffer[]} */
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', () => {});
      response.on('close', () => {
        const body = Buffer.concat(chunks);
        const { statusCode: status = 0, headers, rawHeaders, trailers, complete: isWhole } = response;
        resolve({ status, headers, rawHeaders, body, text: body.toString(), trailers, isWhole });
      });
    });
    request.on('error', reject);
    request.setTimeout(PATIENCE, () => request.destroy(new Error(`nothing for ${PATIENCE} ms`)));
    if (body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body)) for (const part of body) request.write(part);
    else if (body !== undefined) request.write(body);
    if (trailers !== undefined) request.addTrailers(trailers);
    request.end();
  });
}

/**
 * A connection on which the test writes and reads bytes itself.
 *
 * @param {{ host: string, port: number }} server
 */
export async function rawConnection({ host, port }) {
  const socket = connect(port, host);
  let received = '';
  /** @type {() => void} */
  let changed = () => {};
  let isClosed = false;
  socket.on('data', (bytes) => {
    received += bytes.toString('latin1');
    changed();
  });
  socket.on('error', () => {});
  socket.setTimeout(PATIENCE, () => socket.destroy());
  socket.on('close', () => {
    isClosed = true;
    changed();
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    socket,
    get received() {
      return received;
    },
    /** @param {RegExp} pattern */
    async until(pattern) {
      while (!pattern.test(received)) {
        if (isClosed) throw new Error(`the connection was closed after ${JSON.stringify(received)}`);
        await new Promise((resolve) => (changed = () => resolve(undefined)));
      }
      return received;
    },
    async closed() {
      while (!isClosed) await new Promise((resolve) => (changed = () => resolve(undefined)));
      return received;
    },
  };
}
