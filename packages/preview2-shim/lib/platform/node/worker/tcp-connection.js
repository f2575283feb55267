// A TCP connection: the kernel's bytes go straight into the ring, and out of the other one straight to the kernel.

import net from 'node:net';
import { errorData } from '../shared.js';
import { addressOf, hostText } from './address.js';

/** @typedef {import('./address.js').Address} Address */
/** @typedef {import('./channel.js').Channel} Channel */
/** @typedef {import('./channel.js').Handlers} Handlers */
/** @typedef {import('./tcp.js').KeepAlive} KeepAlive */
/** @typedef {import('node:net').Socket} Socket */

/**
 * @param {Channel} channel
 * @param {Address} remote
 * @param {any} bound a handle that has been bound, or none
 * @param {KeepAlive | undefined} keepAlive
 * @returns {Handlers}
 */
export function connect(channel, remote, bound, keepAlive) {
  const { socket, handlers } = connection(channel, bound, keepAlive);
  let isConnected = false;
  socket.once('connect', () => {
    isConnected = true;
    channel.send({ connected: { local: localName(socket), remote } });
  });
  socket.on('error', (error) => (isConnected ? channel.fail(error) : channel.send({ failed: errorData(error) })));
  socket.connect({ host: hostText(remote), port: remote.port, autoSelectFamily: false });
  return handlers;
}

/** @param {Socket} socket */
export const localName = (socket) => addressOf(socket.localAddress ?? '', socket.localPort ?? 0);

/**
 * @param {Channel} channel
 * @param {{ handle: any, keepAlive: KeepAlive | undefined, abandon: () => void }} options whose `abandon` is set here
 */
export function accepted(channel, options) {
  const { socket, handlers } = connection(channel, options.handle, options.keepAlive);
  socket.on('error', (error) => channel.fail(error));
  options.abandon = () => {
    handlers.close();
    socket.destroy();
  };
  socket.resume();
  return handlers;
}

/**
 * @param {Channel} channel
 * @param {any} handle
 * @param {KeepAlive | undefined} keepAlive
 */
function connection(channel, handle, keepAlive) {
  let isDiscarding = false;
  let isDropped = false;
  const socket = socketInto(channel, handle, () => isDiscarding);
  setKeepAlive(socket, keepAlive);
  socket.once('end', () => channel.end());
  socket.once('close', () => {
    channel.end();
    channel.refuse();
    if (isDropped) channel.gone();
  });

  const handlers = {
    /** @param {{ keepAlive?: KeepAlive, discard?: true }} command */
    message({ keepAlive, discard }) {
      if (keepAlive !== undefined) setKeepAlive(socket, keepAlive);
      if (discard === undefined) return;
      isDiscarding = true;
      socket.resume();
    },
    /** @type {Required<Handlers>['bytes']} */
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
  return { socket, handlers };
}

/**
 * A socket that reads straight into the ring.
 * @param {Channel} channel
 * @param {any} handle
 * @param {() => boolean} isDiscarding
 */
function socketInto(channel, handle, isDiscarding) {
  const buffer = () => channel.room();
  const callback = (/** @type {number} */ count) => {
    if (isDiscarding()) return true;
    channel.put(count);
    return channel.hasRoom();
  };
  const options = { handle, manualStart: true, allowHalfOpen: true, noDelay: true, onread: { buffer, callback } };
  return new net.Socket(/** @type {any} */ (options));
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
