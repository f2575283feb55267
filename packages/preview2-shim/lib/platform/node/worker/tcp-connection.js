// A TCP connection: the kernel's bytes go straight into the ring, and out of the other one straight to the kernel.

import net from 'node:net';
import { errorData } from '../shared.js';
import { addressOf, hostText } from './address.js';
import { setOptions } from './socket-options.js';

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
  let wanted = keepAlive;
  // Node sets its own once a socket is connected.
  socket.once('connect', () => setProbes(socket, wanted));
  socket.once('end', () => channel.end());
  socket.once('close', () => {
    channel.end();
    channel.refuse();
    if (isDropped) channel.gone();
  });

  const handlers = {
    /** @param {{ keepAlive?: KeepAlive, options?: import('./socket-options.js').SocketOptions, discard?: true }} command */
    message({ keepAlive, options, discard }) {
      if (keepAlive !== undefined) setKeepAlive(socket, (wanted = keepAlive));
      if (options !== undefined) setOptions(/** @type {any} */ (socket)._handle, options);
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
  /** @type {any} */ (socket).setKeepAlive(enabled, idle, interval, count);
  setProbes(socket, keepAlive);
}

/**
 * Interval and count, which Node 20 takes no notice of.
 * @param {Socket} socket
 * @param {KeepAlive | undefined} keepAlive
 */
function setProbes(socket, keepAlive) {
  if (keepAlive === undefined) return;
  const options = { 'keep-alive-interval': keepAlive.interval / 1000, 'keep-alive-count': keepAlive.count };
  setOptions(/** @type {any} */ (socket)._handle, options);
}
