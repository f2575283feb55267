// wasi:sockets/tcp

import * as channels from '#platform/channels.js';
import { networkCode } from '../core/errors.js';
import { pollable } from '../core/pollable.js';
import { fitsFamily, hostAddress, ipOf, isRemote, isUnicast, socketAddress } from './address.js';
import { networkOf } from './network.js';
import * as options from './options.js';
import { tcpStreams } from './tcp-streams.js';

/** @typedef {import('./address.js').Family} Family */
/** @typedef {import('./address.js').IpSocketAddress} IpSocketAddress */
/** @typedef {import('./network.js').Network} Network */
/** @typedef {import('#platform/channel.js').Channel} Channel */

/**
 * Where a socket is in its life; "-ing" is until the guest has asked how it went.
 * @typedef {'unbound' | 'binding' | 'bound' | 'connecting' | 'connected' | 'starting-to-listen' | 'listening' | 'closed'} State
 */

const DEFAULT_BACKLOG = 128;
const MOST_BACKLOG = 4096n;

const create = Symbol('create');

/** @type {(family: Family) => TcpSocket} */
export let newTcpSocket;

export class TcpSocket {
  #family;
  #options;
  /** @type {State} */
  #state = 'unbound';
  /** @type {Channel | undefined} */
  #channel;
  /** @type {IpSocketAddress | undefined} */
  #local;
  /** @type {IpSocketAddress | undefined} */
  #remote;
  /** @type {ReturnType<typeof tcpStreams> | undefined} */
  #streams;
  #backlog = DEFAULT_BACKLOG;
  /** @type {Record<string, number> | undefined} what the host is to set of the socket, once there is one */
  #unset;

  /**
   * @param {symbol} key
   * @param {Family} family
   * @param {options.TcpOptions} settings
   */
  constructor(key, family, settings) {
    if (key !== create) throw new TypeError('a TCP socket is made by createTcpSocket, not by its constructor');
    this.#family = family;
    this.#options = settings;
  }

  /**
   * @param {Network} network
   * @param {IpSocketAddress} localAddress
   */
  startBind(network, localAddress) {
    if (this.#state === 'binding') throw 'concurrency-conflict';
    this.#require('unbound');
    if (!fitsFamily(localAddress, this.#family) || !isUnicast(localAddress)) throw 'invalid-argument';
    if (!networkOf(network).mayBind(ipOf(localAddress), localAddress.val.port)) throw 'access-denied';
    this.#post({ bind: hostAddress(localAddress) });
    this.#state = 'binding';
  }

  finishBind() {
    const { bound } = this.#finish('binding', 'unbound');
    this.#local = socketAddress(bound);
    this.#state = 'bound';
  }

  /**
   * @param {Network} network
   * @param {IpSocketAddress} remoteAddress
   */
  startConnect(network, remoteAddress) {
    if (this.#state === 'connecting') throw 'concurrency-conflict';
    this.#require('unbound', 'bound');
    const isPossible = fitsFamily(remoteAddress, this.#family) && isUnicast(remoteAddress) && isRemote(remoteAddress);
    if (!isPossible) throw 'invalid-argument';
    if (!networkOf(network).mayConnect(ipOf(remoteAddress), remoteAddress.val.port)) throw 'access-denied';
    this.#post({ connect: hostAddress(remoteAddress) });
    this.#state = 'connecting';
  }

  finishConnect() {
    const { connected } = this.#finish('connecting', 'closed');
    return this.#open(connected);
  }

  startListen() {
    if (this.#state === 'starting-to-listen') throw 'concurrency-conflict';
    this.#require('bound');
    this.#post({ listen: { backlog: this.#backlog } });
    this.#state = 'starting-to-listen';
  }

  finishListen() {
    this.#finish('starting-to-listen', 'closed');
    this.#state = 'listening';
  }

  accept() {
    this.#require('listening');
    const { accepted } = this.#report();
    this.#post({ accepted: true });
    const socket = new TcpSocket(create, this.#family, { ...this.#options });
    socket.#channel = /** @type {Channel} */ (this.#channel).adopt(accepted.id);
    return [socket, ...socket.#open(accepted)];
  }

  localAddress() {
    if (this.#state === 'binding') throw 'concurrency-conflict';
    if (this.#local === undefined || this.#state === 'closed') throw 'invalid-state';
    return this.#local;
  }

  remoteAddress() {
    if (this.#state === 'connecting') throw 'concurrency-conflict';
    this.#require('connected');
    return this.#remote;
  }

  isListening() {
    return this.#state === 'listening';
  }

  addressFamily() {
    return this.#family;
  }

  /** @param {bigint} value */
  setListenBacklogSize(value) {
    options.refuseZero(value);
    // Node cannot change the backlog of a socket that listens; the value is a hint.
    this.#require('unbound', 'binding', 'bound', 'starting-to-listen', 'listening');
    this.#backlog = Number(value < MOST_BACKLOG ? value : MOST_BACKLOG);
  }

  keepAliveEnabled() {
    return this.#options.keepAliveEnabled;
  }

  /** @param {boolean} value */
  setKeepAliveEnabled(value) {
    this.#setKeepAlive({ keepAliveEnabled: value });
  }

  keepAliveIdleTime() {
    return this.#options.keepAliveIdleTime;
  }

  /** @param {bigint} value */
  setKeepAliveIdleTime(value) {
    this.#setKeepAlive({ keepAliveIdleTime: options.wholeSeconds(value) });
  }

  keepAliveInterval() {
    return this.#options.keepAliveInterval;
  }

  /** @param {bigint} value */
  setKeepAliveInterval(value) {
    this.#setKeepAlive({ keepAliveInterval: options.wholeSeconds(value) });
  }

  keepAliveCount() {
    return this.#options.keepAliveCount;
  }

  /** @param {number} value */
  setKeepAliveCount(value) {
    this.#setKeepAlive({ keepAliveCount: options.probes(value) });
  }

  hopLimit() {
    return this.#options.hopLimit;
  }

  /** @param {number} value */
  setHopLimit(value) {
    this.#options.hopLimit = options.hopLimit(value);
    this.#setNative({ [this.#family === 'ipv4' ? 'hop-limit-4' : 'hop-limit-6']: value });
  }

  receiveBufferSize() {
    return this.#options.receiveBufferSize;
  }

  /** @param {bigint} value */
  setReceiveBufferSize(value) {
    this.#options.receiveBufferSize = options.bufferSize(value);
    this.#setNative({ 'receive-buffer-size': Number(this.#options.receiveBufferSize) });
  }

  sendBufferSize() {
    return this.#options.sendBufferSize;
  }

  /** @param {bigint} value */
  setSendBufferSize(value) {
    this.#options.sendBufferSize = options.bufferSize(value);
    this.#setNative({ 'send-buffer-size': Number(this.#options.sendBufferSize) });
  }

  /** Ready when what has been started can be finished, or a connection be accepted. */
  subscribe() {
    const waits = () => ['binding', 'connecting', 'starting-to-listen', 'listening'].includes(this.#state);
    return pollable({ wakes: true, ready: () => !waits() || /** @type {Channel} */ (this.#channel).hasMessage() });
  }

  /** @param {'receive' | 'send' | 'both'} shutdownType */
  shutdown(shutdownType) {
    this.#require('connected');
    if (shutdownType !== 'send') this.#streams?.stopReceiving();
    if (shutdownType !== 'receive') this.#streams?.stopSending();
  }

  [Symbol.dispose]() {
    if (this.#streams !== undefined) this.#streams.release();
    else this.#channel?.close();
    this.#state = 'closed';
    this.#channel = undefined;
    this.#streams = undefined;
  }

  /** @param {State[]} states */
  #require(...states) {
    if (!states.includes(this.#state)) throw 'invalid-state';
  }

  /** @param {unknown} command */
  #post(command) {
    if (this.#channel === undefined) {
      this.#channel = channels.open('tcp', { family: this.#family === 'ipv4' ? 4 : 6 }, { bytes: true });
      if (this.#options.keepAliveEnabled) this.#setKeepAlive({});
      if (this.#unset !== undefined) this.#channel.post({ options: this.#unset });
    }
    this.#channel.post(command);
  }

  /**
   * @param {State} state what is under way
   * @param {State} onFailure
   */
  #finish(state, onFailure) {
    if (this.#state !== state) throw 'not-in-progress';
    try {
      return this.#report();
    } catch (code) {
      if (code !== 'would-block') this.#state = onFailure;
      throw code;
    }
  }

  /** What the host has to tell about this socket. */
  #report() {
    let report;
    try {
      report = /** @type {Channel} */ (this.#channel).receive();
    } catch (error) {
      throw networkCode(error);
    }
    if (report === undefined) throw 'would-block';
    if (report.failed !== undefined) throw networkCode(channels.hostError(report.failed));
    return report;
  }

  /** @param {{ local: import('./address.js').HostAddress, remote: import('./address.js').HostAddress }} addresses */
  #open({ local, remote }) {
    this.#local = socketAddress(local);
    this.#remote = socketAddress(remote);
    this.#state = 'connected';
    this.#streams = tcpStreams(/** @type {Channel} */ (this.#channel));
    return this.#streams.pair;
  }

  /** @param {Partial<options.TcpOptions>} changed */
  #setKeepAlive(changed) {
    Object.assign(this.#options, changed);
    this.#channel?.post({ keepAlive: options.keepAliveForHost(this.#options) });
  }

  /** @param {Record<string, number>} changed */
  #setNative(changed) {
    if (this.#channel === undefined) this.#unset = { ...this.#unset, ...changed };
    else this.#channel.post({ options: changed });
  }

  static {
    newTcpSocket = (family) => new TcpSocket(create, family, options.tcpDefaults());
  }
}
