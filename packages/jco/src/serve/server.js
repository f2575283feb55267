// A server over a front: the sockets, TLS, and how it comes to an end.

import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';

import { JcoError, unreadable } from '../errors.js';
import { accessLog } from './access-log.js';
import { Front } from './front.js';

/** @typedef {import('./options.js').ServeOptions} ServeOptions */

/** @typedef {import('./component.js').Program} Program */
/** @typedef {import('../../types/serve.js').Server} Server */

/**
 * @param {Program} program
 * @param {ServeOptions} options
 * @returns {Promise<Server & { reload: (program: Program) => Promise<void> }>}
 */
export async function startServer(program, options) {
  const log = options.log === 'off' ? undefined : accessLog(options.log);
  const newFront = (/** @type {Program} */ program) => new Front({ ...options, program, log });
  let front = newFront(program);
  const server = await netServer(options, listener((request, response) => front.handle(request, response), options));
  /** @type {Set<import('node:http2').ServerHttp2Session>} */
  const sessions = new Set();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  server.keepAliveTimeout = options.idleTimeout;
  server.headersTimeout = Math.min(60_000, options.idleTimeout);
  server.requestTimeout = 0;
  try {
    await front.start();
    await listening(server, options);
  } catch (error) {
    await front.stop();
    throw error;
  }
  const { address, port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    url: `${options.tls ? 'https' : 'http'}://${host}:${port}/`,
    host: address,
    port,

    async reload(program) {
      const next = newFront(program);
      await next.start();
      const last = front;
      front = next;
      await last.close();
    },

    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections?.();
      // They end when their last request is answered; their clients are told to make no more.
      for (const session of sessions) session.close();
      await front.close();
      server.closeIdleConnections?.();
      await closed;
    },
  };
}

/**
 * @param {import('node:http').RequestListener} handle
 * @param {ServeOptions} options
 * @returns {import('node:http').RequestListener}
 */
function listener(handle, { readyPath }) {
  if (readyPath === undefined) return handle;
  return (request, response) => {
    if (request.url !== readyPath) return handle(request, response);
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('ready\n');
  };
}

/**
 * @param {ServeOptions} options
 * @param {import('node:http').RequestListener} handle
 * @returns {Promise<import('node:http').Server>}
 */
async function netServer({ tls }, handle) {
  if (tls === undefined) return createHttpServer({ noDelay: true }, handle);
  const { createSecureServer } = await import('node:http2');
  const settings = { key: pem(tls.key, 'the key'), cert: pem(tls.cert, 'the certificate'), allowHTTP1: true };
  try {
    return /** @type {any} */ (createSecureServer(settings, /** @type {any} */ (handle)));
  } catch (error) {
    throw new JcoError({
      code: 'E0603',
      message: `certificate and key cannot be used: ${/** @type {Error} */ (error).message}`,
      place: tls.cert,
      help: 'both are PEM files, and belong together',
    });
  }
}

/**
 * @param {string} path
 * @param {string} what
 */
function pem(path, what) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, what, error);
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {ServeOptions} options
 */
function listening(server, { host, port }) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => reject(listenError(error, host, port)));
    server.listen(port, host, () => resolve(undefined));
  });
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {string} host
 * @param {number} port
 */
function listenError({ code, message }, host, port) {
  /** @type {Record<string, [string, string]>} */
  const known = {
    EADDRINUSE: ['the address is in use', 'end what listens there, or choose another with --addr; port 0 picks a free one'],
    EACCES: ['the address may not be used', 'ports below 1024 are for privileged users'],
    EADDRNOTAVAIL: ['this machine does not have the address', 'to listen on all it has: --addr 0.0.0.0:8000'],
    ENOTFOUND: ['there is no such host', 'give an address, as in --addr 127.0.0.1:8000'],
  };
  const [said, help] = known[code ?? ''] ?? [message, undefined];
  return new JcoError({ code: 'E0602', message: said, place: `${host}:${port}`, help });
}
