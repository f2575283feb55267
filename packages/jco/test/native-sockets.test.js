// Options of sockets that Node cannot set: what the kernel says of them, asked through the addon.

import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import { test } from 'node:test';

import { addonPath, loadAddon } from '../src/addon.js';
import { useNative } from '@jco/preview2-shim/internal/platform/files.js';
import { poll } from '@jco/preview2-shim/io';
import { createSockets } from '@jco/preview2-shim/sockets';

const addon = loadAddon();
const skip = process.platform !== 'linux' && 'the sockets of this process are found in /proc';
useNative(addon, addonPath);

/** The descriptors of this process that are sockets: those of its workers too. */
function sockets() {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).map(Number);
}

/**
 * @param {number} fd
 * @param {number} family
 */
function optionsOf(fd, family = 4) {
  const ask = (/** @type {string} */ option) => addon.socketOption(fd, option);
  return {
    hops: ask(`hop-limit-${family}`),
    receive: ask('receive-buffer-size'),
    send: ask('send-buffer-size'),
    count: ask('keep-alive-count'),
    interval: ask('keep-alive-interval'),
  };
}

/**
 * The options of the sockets with a limit that no others have.
 * @param {number} limit
 * @param {number} [family]
 */
const withHops = (limit, family) => sockets().map((fd) => optionsOf(fd, family)).filter(({ hops }) => hops === limit);

const { instanceNetwork, tcpCreateSocket } = createSockets({ network: true });
const network = instanceNetwork.instanceNetwork();

/** @typedef {ReturnType<typeof tcpCreateSocket.createTcpSocket>} TcpSocket */
/** @typedef {Parameters<TcpSocket['startBind']>[1]} Address */

/** @type {Address[]} */
const loopbacks = [
  { tag: 'ipv4', val: { port: 0, address: [127, 0, 0, 1] } },
  { tag: 'ipv6', val: { port: 0, flowInfo: 0, address: [0, 0, 0, 0, 0, 0, 0, 1], scopeId: 0 } },
];

/**
 * @template Result
 * @param {TcpSocket} socket
 * @param {() => Result} attempt
 * @returns {Result}
 */
function finish(socket, attempt) {
  for (;;) {
    try {
      return attempt();
    } catch (code) {
      if (code !== 'would-block') throw code;
      poll.poll([socket.subscribe()]);
    }
  }
}

/**
 * @param {TcpSocket} socket
 * @param {Address} address
 */
function bind(socket, address) {
  socket.startBind(network, address);
  finish(socket, () => socket.finishBind());
}

/** @param {TcpSocket} socket */
function listen(socket) {
  socket.startListen();
  finish(socket, () => socket.finishListen());
}

/**
 * @param {TcpSocket} socket
 * @param {Address} address
 */
function connect(socket, address) {
  socket.startConnect(network, address);
  return finish(socket, () => socket.finishConnect());
}

/** @param {Disposable[]} resources */
function drop(...resources) {
  for (const resource of resources) resource[Symbol.dispose]();
}

/**
 * Sets what the kernel is then asked for.
 * @param {TcpSocket} socket
 * @param {number} hops
 */
function configure(socket, hops) {
  socket.setHopLimit(hops);
  socket.setReceiveBufferSize(30_000n);
  socket.setSendBufferSize(20_000n);
  socket.setKeepAliveEnabled(true);
  socket.setKeepAliveInterval(7_000_000_000n);
  socket.setKeepAliveCount(3);
}

const expected = (/** @type {number} */ hops) => ({ hops, receive: 30_000, send: 20_000, count: 3, interval: 7 });

test('what is set before there is a socket holds for the connection', { skip }, () => {
  for (const address of loopbacks) {
    const listener = tcpCreateSocket.createTcpSocket(address.tag);
    bind(listener, address);
    listen(listener);
    const socket = tcpCreateSocket.createTcpSocket(address.tag);
    configure(socket, 42);
    const streams = connect(socket, listener.localAddress());
    assert.deepEqual(withHops(42, address.tag === 'ipv4' ? 4 : 6), [expected(42)]);
    assert.deepEqual(socket.remoteAddress(), listener.localAddress());
    drop(...streams, socket, listener);
  }
});

test('what is set of a connection changes it, and a listener hands on what it has', { skip }, () => {
  const listener = tcpCreateSocket.createTcpSocket('ipv4');
  bind(listener, loopbacks[0]);
  configure(listener, 9);
  listen(listener);
  const [{ receive, send }] = withHops(9);
  assert.deepEqual({ receive, send }, { receive: 30_000, send: 20_000 });

  const near = tcpCreateSocket.createTcpSocket('ipv4');
  const [input, output] = connect(near, listener.localAddress());
  const [far, farInput, farOutput] = finish(listener, () => listener.accept());
  assert.deepEqual(withHops(9).filter(({ interval }) => interval === 7), [expected(9)]);
  near.setHopLimit(33);
  output.blockingWriteAndFlush(new Uint8Array(1));
  farInput.blockingRead(1n);
  assert.equal(withHops(33).length, 1);
  drop(input, output, near, farInput, farOutput, far, listener);
});
