// wasi:sockets/udp

import * as channels from '#platform/channels.js';
import { networkCode } from '../core/errors.js';
import { pollable } from '../core/pollable.js';
import { fitsFamily, hostAddress, ipOf, isRemote, isSameAddress, socketAddress } from './address.js';
import { datagramStreams } from './datagrams.js';
import { Mailbox } from './mailbox.js';
import { networkOf } from './network.js';
import * as options from './options.js';

/** @typedef {import('./address.js').Family} Family */
/** @typedef {import('./address.js').IpSocketAddress} IpSocketAddress */
/** @typedef {import('./network.js').Network} Network */
/** @typedef {import('#platform/channel.js').Channel} Channel */

/** @typedef {import('../core/network-policy.js').NetworkPolicy} NetworkPolicy */
/** @typedef {'unbound' | 'binding' | 'bound' | 'closed'} State */
/** @typedef {{ hopLimit?: number, receiveBuffer?: number, sendBuffer?: number }} Configuration */

export { IncomingDatagramStream, OutgoingDatagramStream } from './datagrams.js';

const create = Symbol('create');

/** @type {(family: Family) => UdpSocket} */
export let newUdpSocket;

export class UdpSocket {
  #family;
  #options = options.udpDefaults();
  /** @type {Configuration} */
  #changed = {};
  /** @type {State} */
  #state = 'unbound';
  /** @type {Channel | undefined} */
  #channel;
  /** @type {NetworkPolicy | undefined} */
  #policy;
  /** @type {IpSocketAddress | undefined} */
  #local;
  #isForAnswers = false;
  /** @type {Mailbox | undefined} */
  #mailbox;
  /** @type {import('./datagrams.js').Exchange | undefined} */
  #exchange;

  /**
   * @param {symbol} key
   * @param {Family} family
   */
  constructor(key, family) {
    if (key !== create) throw new TypeError('a UDP socket is made by createUdpSocket, not by its constructor');
    this.#family = family;
  }

  /**
   * @param {Network} network
   * @param {IpSocketAddress} localAddress
   */
  startBind(network, localAddress) {
    if (this.#state === 'binding') throw 'concurrency-conflict';
    this.#require('unbound');
    if (!fitsFamily(localAddress, this.#family)) throw 'invalid-argument';
    const policy = networkOf(network);
    const isPermitted = policy.mayBind(ipOf(localAddress), localAddress.val.port);
    if (!isPermitted && !(localAddress.val.port === 0 && policy.mayConnectSomewhere)) throw 'access-denied';
    // Who may send needs a port of its own, and gets there what is sent by those whom it may send to.
    this.#isForAnswers = !isPermitted;
    this.#policy = policy;
    this.#channel = channels.open('udp', { family: this.#family === 'ipv4' ? 4 : 6, ...hostAddress(localAddress) });
    this.#channel.post({ configure: this.#changed });
    this.#state = 'binding';
  }

  finishBind() {
    if (this.#state !== 'binding') throw 'not-in-progress';
    let report;
    try {
      report = /** @type {Channel} */ (this.#channel).receive();
    } catch (error) {
      this.#channel?.close();
      this.#state = 'unbound';
      throw networkCode(error);
    }
    if (report === undefined) throw 'would-block';
    this.#local = socketAddress(report.bound);
    this.#state = 'bound';
  }

  /** @param {IpSocketAddress | undefined} remoteAddress */
  stream(remoteAddress) {
    this.#require('bound');
    const policy = /** @type {NetworkPolicy} */ (this.#policy);
    const mayConnect = (/** @type {IpSocketAddress} */ peer) => policy.mayConnect(ipOf(peer), peer.val.port);
    if (remoteAddress !== undefined) {
      if (!fitsFamily(remoteAddress, this.#family) || !isRemote(remoteAddress)) throw 'invalid-argument';
      if (!mayConnect(remoteAddress)) throw 'access-denied';
    }
    const mailbox = (this.#mailbox ??= new Mailbox(/** @type {Channel} */ (this.#channel)));
    if (this.#exchange !== undefined) this.#exchange.isCurrent = false;
    if (remoteAddress !== undefined || this.#exchange?.remote !== undefined) mailbox.connect(remoteAddress);
    this.#exchange = { mailbox, policy, family: this.#family, remote: remoteAddress, isCurrent: true };
    mailbox.filter((sender) => {
      if (remoteAddress !== undefined) return isSameAddress(sender, remoteAddress);
      return !this.#isForAnswers || mayConnect(sender);
    });
    return datagramStreams(this.#exchange);
  }

  localAddress() {
    if (this.#state === 'binding') throw 'concurrency-conflict';
    this.#require('bound');
    return this.#local;
  }

  remoteAddress() {
    if (this.#exchange?.remote === undefined) throw 'invalid-state';
    return this.#exchange.remote;
  }

  addressFamily() {
    return this.#family;
  }

  unicastHopLimit() {
    return this.#options.unicastHopLimit;
  }

  /** @param {number} value */
  setUnicastHopLimit(value) {
    this.#options.unicastHopLimit = options.hopLimit(value);
    this.#configure({ hopLimit: value });
  }

  receiveBufferSize() {
    return this.#options.receiveBufferSize;
  }

  /** @param {bigint} value */
  setReceiveBufferSize(value) {
    this.#options.receiveBufferSize = options.bufferSize(value);
    this.#configure({ receiveBuffer: Number(this.#options.receiveBufferSize) });
  }

  sendBufferSize() {
    return this.#options.sendBufferSize;
  }

  /** @param {bigint} value */
  setSendBufferSize(value) {
    this.#options.sendBufferSize = options.bufferSize(value);
    this.#configure({ sendBuffer: Number(this.#options.sendBufferSize) });
  }

  /** Ready when binding can be finished. */
  subscribe() {
    const channel = this.#channel;
    return pollable({ wakes: true, ready: () => this.#state !== 'binding' || channel === undefined || channel.hasMessage() });
  }

  [Symbol.dispose]() {
    if (this.#mailbox !== undefined) this.#mailbox.release();
    else this.#channel?.close();
    this.#state = 'closed';
    this.#exchange = undefined;
    this.#mailbox = undefined;
    this.#channel = undefined;
  }

  /** @param {State} state */
  #require(state) {
    if (this.#state !== state) throw 'invalid-state';
  }

  /** @param {Configuration} changed */
  #configure(changed) {
    Object.assign(this.#changed, changed);
    this.#channel?.post({ configure: changed });
  }

  static {
    newUdpSocket = (family) => new UdpSocket(create, family);
  }
}
