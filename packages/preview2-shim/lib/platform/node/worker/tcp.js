// TCP: a socket that is bound, and then connects or listens. What comes of each step is told by a message.

import net from 'node:net';
import { getSystemErrorMap } from 'node:util';
import { errorData } from '../shared.js';
import { addressOf, hostText } from './address.js';
import { areOptionsReal, setOptions } from './socket-options.js';
import { connect } from './tcp-connection.js';
import { listen } from './tcp-listener.js';

/** @typedef {import('./channel.js').Channel} Channel */
/** @typedef {import('./channel.js').Handlers} Handlers */

/** @typedef {import('./address.js').Address} Address */
/** @typedef {import('./socket-options.js').SocketOptions} SocketOptions */
/** @typedef {{ enabled: boolean, idle: number, interval: number, count: number }} KeepAlive in milliseconds */

/**
 * @typedef {{ bind: Address } | { connect: Address } | { listen: { backlog: number } } | { accepted: true }
 *   | { keepAlive: KeepAlive } | { options: SocketOptions } | { discard: true }} Command
 * @typedef {{ bound: Address } | { connected: { local: Address, remote: Address } } | { listening: true }
 *   | { accepted: { id: number, local: Address, remote: Address } }
 *   | { failed: import('../shared.js').HostErrorData }} Report
 */

/**
 * @param {Channel} channel
 * @param {{ family: 4 | 6 }} options
 * @returns {Handlers}
 */
export function tcp(channel, { family }) {
  /** @type {any} */
  let bound;
  /** @type {KeepAlive | undefined} */
  let keepAlive;
  /** @type {SocketOptions} what was asked for before there was a socket */
  const wanted = {};
  /** @type {Handlers | undefined} */
  let next;

  const commands = {
    /** @param {Address} address */
    bind(address) {
      const handle = bind(address, family);
      const local = socketName(handle);
      setOptions(handle, wanted);
      bound = handle;
      channel.send({ bound: local });
    },

    /** @param {Address} address */
    connect(address) {
      // Options are those of the first packet too: the socket has to be there before it connects.
      if (bound === undefined && Object.keys(wanted).length > 0 && areOptionsReal()) bound = bind(anyAddress(family), family);
      setOptions(bound, wanted);
      next = connect(channel, address, bound, keepAlive);
      bound = undefined;
    },

    /** @param {{ backlog: number }} options */
    listen({ backlog }) {
      next = listen(channel, bound, backlog, () => keepAlive);
      bound = undefined;
    },

    /** @param {KeepAlive} wanted */
    keepAlive(wanted) {
      keepAlive = wanted;
      next?.message?.({ keepAlive });
    },

    /** @param {SocketOptions} options */
    options(options) {
      Object.assign(wanted, options);
      setOptions(bound, options);
      next?.message?.({ options });
    },
  };

  return {
    message(/** @type {any} */ command) {
      const [[name, content]] = Object.entries(command);
      const run = commands[/** @type {keyof typeof commands} */ (name)];
      if (run === undefined) return next?.message?.(command);
      try {
        run(content);
      } catch (error) {
        channel.send({ failed: errorData(error) });
      }
    },
    bytes: (bytes, done) => (next?.bytes === undefined ? done() : next.bytes(bytes, done)),
    finish: () => next?.finish?.(),
    room: () => next?.room?.(),
    close() {
      bound?.close();
      if (next?.close === undefined) channel.gone();
      else next.close();
    },
  };
}

/**
 * @param {4 | 6} family
 * @returns {Address} any, with any port
 */
const anyAddress = (family) => ({ address: family === 6 ? '::' : '0.0.0.0', port: 0 });

/**
 * Node binds what it listens on or connects, in one step. This function, which it has for its clusters, binds only.
 * @param {Address} address
 * @param {4 | 6} family
 */
function bind(address, family) {
  const V6_ONLY = 1;
  const flags = family === 6 ? V6_ONLY : 0;
  const handle = /** @type {any} */ (net)._createServerHandle(hostText(address), address.port, family, undefined, flags);
  if (typeof handle === 'number') throw systemError(handle, 'bind');
  return handle;
}

/**
 * @param {any} handle
 * @returns {Address}
 */
function socketName(handle) {
  /** @type {any} */
  const name = {};
  const failure = handle.getsockname(name);
  if (failure === 0) return addressOf(name.address, name.port);
  handle.close();
  throw systemError(failure, 'bind');
}

/**
 * @param {number} errno
 * @param {string} syscall
 */
function systemError(errno, syscall) {
  const [code, message] = getSystemErrorMap().get(errno) ?? ['EIO', 'unknown error'];
  return Object.assign(new Error(`${syscall}: ${message}`), { code, errno, syscall });
}
