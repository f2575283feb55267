// TCP: a socket that is bound, and then connects or listens. What comes of each step is told by a message.

import net from 'node:net';
import { getSystemErrorMap } from 'node:util';
import { errorData } from '../shared.js';
import { addressOf, hostText } from './address.js';

/** @typedef {import('./channel.js').Channel} Channel */
/** @typedef {import('./channel.js').Handlers} Handlers */
/** @typedef {import('node:net').Socket} Socket */

/** @typedef {import('./address.js').Address} Address */
/** @typedef {{ enabled: boolean, idle: number, interval: number, count: number }} KeepAlive in milliseconds */

/**
 * @typedef {{ bind: Address } | { connect: Address } | { listen: { backlog: number } } | { accepted: true }
 *   | { keepAlive: KeepAlive } | { discard: true }} Command
 * @typedef {{ bound: Address } | { connected: { local: Address, remote: Address } } | { listening: true }
 *   | { accepted: { id: number, local: Address, remote: Address } }
 *   | { failed: import('../shared.js').HostErrorData }} Report
 */

/** How many connections are told of before the guest has accepted any of them. */
const ANNOUNCED = 16;

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
  /** @type {Handlers | undefined} */
  let next;

  const commands = {
    /** @param {Address} address */
    bind(address) {
      bound = bind(address, family);
      channel.send({ bound: socketName(bound) });
    },

    /** @param {Address} address */
    connect(address) {
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

/**
 * @param {Channel} channel
 * @param {Address} remote
 * @param {any} bound
 * @param {KeepAlive | undefined} keepAlive
 * @returns {Handlers}
 */
function connect(channel, remote, bound, keepAlive) {
  const socket = socketInto(channel, bound);
  let isConnected = false;
  socket.once('connect', () => {
    isConnected = true;
    channel.send({ connected: { local: localName(socket), remote } });
  });
  socket.once('error', (error) => (isConnected ? channel.fail(error) : channel.send({ failed: errorData(error) })));
  socket.connect({ host: hostText(remote), port: remote.port, autoSelectFamily: false });
  return connection(channel, socket, keepAlive);
}

/** @param {Socket} socket */
const localName = (socket) => addressOf(socket.localAddress ?? '', socket.localPort ?? 0);

/**
 * A socket that reads straight into the ring.
 * @param {Channel} channel
 * @param {any} handle
 */
function socketInto(channel, handle) {
  const buffer = () => channel.room();
  const callback = (/** @type {number} */ count) => {
    if (discarding.has(channel)) return true;
    channel.put(count);
    return channel.hasRoom();
  };
  const options = { handle, manualStart: true, allowHalfOpen: true, noDelay: true, onread: { buffer, callback } };
  return new net.Socket(/** @type {any} */ (options));
}

/**
 * Channels whose guest wants no more of what comes in.
 * @type {WeakSet<Channel>}
 */
const discarding = new WeakSet();

/**
 * @param {Channel} channel
 * @param {Socket} socket
 * @param {KeepAlive | undefined} keepAlive
 * @returns {Handlers}
 */
function connection(channel, socket, keepAlive) {
  let isDropped = false;
  setKeepAlive(socket, keepAlive);
  socket.once('end', () => channel.end());
  socket.once('close', () => {
    channel.end();
    channel.refuse();
    if (isDropped) channel.gone();
  });
  return {
    message({ keepAlive, discard }) {
      if (keepAlive !== undefined) setKeepAlive(socket, keepAlive);
      if (discard !== undefined) discarding.add(channel);
    },
    bytes: (bytes, done) => void socket.write(bytes, () => done()),
    finish: () => void socket.end(),
    room: () => void socket.resume(),
    close() {
      isDropped = true;
      if (socket.closed) channel.gone();
      else if (socket.connecting) socket.destroy();
      else socket.destroySoon();
    },
  };
}

/**
 * @param {Socket} socket
 * @param {KeepAlive | undefined} keepAlive
 */
function setKeepAlive(socket, keepAlive) {
  if (keepAlive === undefined) return;
  const { enabled, idle, interval, count } = keepAlive;
  // Node 20 has no interval and no count, and takes no notice of them.
  /** @type {any} */ (socket).setKeepAlive(enabled, idle, interval, count);
}

/**
 * @param {Channel} channel
 * @param {any} bound
 * @param {number} backlog
 * @param {() => KeepAlive | undefined} keepAlive what connections inherit
 * @returns {Handlers}
 */
function listen(channel, bound, backlog, keepAlive) {
  /** @type {{ handle: any, local: Address, remote: Address }[]} */
  const waiting = [];
  /** @type {(() => void)[]} how to be rid of those that the guest has been told of, and has not accepted */
  const announced = [];
  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  server.once('listening', () => channel.send({ listening: true }));
  server.on('error', (error) => channel.send({ failed: errorData(error) }));
  server.on('connection', (socket) => {
    // Without an address it has gone already.
    if (socket.remoteAddress === undefined) return socket.destroy();
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
    message({ accepted }) {
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

/**
 * @param {Channel} channel
 * @param {{ handle: any, keepAlive: KeepAlive | undefined, abandon: () => void }} options whose `abandon` is set here
 */
function accepted(channel, options) {
  const socket = socketInto(channel, options.handle);
  socket.on('error', (error) => channel.fail(error));
  const handlers = connection(channel, socket, options.keepAlive);
  options.abandon = () => {
    handlers.close?.();
    socket.destroy();
  };
  socket.resume();
  return handlers;
}
