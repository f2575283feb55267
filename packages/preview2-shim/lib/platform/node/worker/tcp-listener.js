// A TCP socket that listens: each connection gets a channel of its own, a few of them before the guest accepts.

import net from 'node:net';
import { errorData } from '../shared.js';
import { addressOf } from './address.js';
import { setOptions } from './socket-options.js';
import { accepted, localName } from './tcp-connection.js';

/** @typedef {import('./address.js').Address} Address */
/** @typedef {import('./channel.js').Channel} Channel */
/** @typedef {import('./channel.js').Handlers} Handlers */
/** @typedef {import('./tcp.js').KeepAlive} KeepAlive */

/** How many connections may wait besides those. A kernel would stop answering; Node accepts them all. */
const MOST_WAITING = 4096;

/** How many connections are told of before the guest has accepted any of them. */
const ANNOUNCED = 16;

/**
 * @param {Channel} channel
 * @param {any} bound
 * @param {number} backlog
 * @param {() => KeepAlive | undefined} keepAlive what connections inherit
 * @returns {Handlers}
 */
export function listen(channel, bound, backlog, keepAlive) {
  /** @type {{ handle: any, local: Address, remote: Address }[]} */
  const waiting = [];
  /** @type {(() => void)[]} how to be rid of those that the guest has been told of, and has not accepted */
  const announced = [];
  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  server.once('listening', () => channel.send({ listening: true }));
  server.on('error', (error) => channel.send({ failed: errorData(error) }));
  server.on('connection', (socket) => {
    // Without an address it has gone already.
    if (socket.remoteAddress === undefined || waiting.length === MOST_WAITING) return socket.destroy();
    waiting.push(handleOf(socket));
    announce();
  });

  function announce() {
    while (announced.length < ANNOUNCED && waiting.length > 0) {
      const { handle, local, remote } = /** @type {typeof waiting[0]} */ (waiting.shift());
      const options = { handle, keepAlive: keepAlive(), abandon: () => {} };
      const id = channel.open(accepted, options);
      announced.push(options.abandon);
      channel.send({ accepted: { id, local, remote } });
    }
  }

  server.listen(bound, backlog);
  return {
    message({ accepted, options }) {
      // Connections inherit them.
      if (options !== undefined) setOptions(/** @type {any} */ (server)._handle, options);
      if (accepted === undefined) return;
      announced.shift();
      announce();
    },
    close() {
      server.close(() => channel.gone());
      for (const { handle } of waiting) handle.close();
      for (const abandon of announced) abandon();
    },
  };
}

/**
 * The handle of a socket that Node has made for a connection; the socket itself is given up, because it cannot be told
 * where to read to.
 * @param {any} socket
 */
function handleOf(socket) {
  const handle = socket._handle;
  const local = localName(socket);
  const remote = addressOf(socket.remoteAddress ?? '', socket.remotePort ?? 0);
  socket._handle = null;
  socket.destroy();
  return { handle, local, remote };
}
