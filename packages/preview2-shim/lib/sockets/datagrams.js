// The two datagram streams of a UDP socket.

import { Budget } from '../core/budget.js';
import { pollable } from '../core/pollable.js';
import { fitsFamily, ipOf, isRemote, isSameAddress } from './address.js';

/** @typedef {import('./address.js').IpSocketAddress} IpSocketAddress */
/** @typedef {import('./mailbox.js').IncomingDatagram} IncomingDatagram */
/** @typedef {{ data: Uint8Array, remoteAddress?: IpSocketAddress }} OutgoingDatagram */

/**
 * What a pair of streams is for: `isCurrent` until its socket makes another.
 * @typedef {object} Exchange
 * @property {import('./mailbox.js').Mailbox} mailbox
 * @property {import('../core/network-policy.js').NetworkPolicy} policy
 * @property {import('./address.js').Family} family
 * @property {IpSocketAddress | undefined} remote
 * @property {boolean} isCurrent
 */

/** How many datagrams one check permits. */
const PERMIT = 16;

/** What an IP packet holds besides its headers. */
const MOST_BYTES = { ipv4: 65_507, ipv6: 65_527 };

const create = Symbol('create');

export class IncomingDatagramStream {
  /** @type {Exchange} */
  #exchange;
  #isDropped = false;

  /**
   * @param {symbol} key
   * @param {Exchange} exchange
   */
  constructor(key, exchange) {
    if (key !== create) throw new TypeError('a datagram stream comes from a UDP socket, not from its constructor');
    this.#exchange = exchange;
    exchange.mailbox.hold();
  }

  /**
   * @param {bigint} maxResults
   * @returns {IncomingDatagram[]}
   */
  receive(maxResults) {
    refuseOld(this.#exchange);
    return maxResults === 0n ? [] : this.#exchange.mailbox.take(Number(maxResults));
  }

  subscribe() {
    const exchange = this.#exchange;
    return pollable({ wakes: true, ready: () => !exchange.isCurrent || exchange.mailbox.hasMail() });
  }

  [Symbol.dispose]() {
    if (!this.#isDropped) this.#exchange.mailbox.release();
    this.#isDropped = true;
  }
}

export class OutgoingDatagramStream {
  /** @type {Exchange} */
  #exchange;
  #budget = new Budget();
  #isDropped = false;

  /**
   * @param {symbol} key
   * @param {Exchange} exchange
   */
  constructor(key, exchange) {
    if (key !== create) throw new TypeError('a datagram stream comes from a UDP socket, not from its constructor');
    this.#exchange = exchange;
    exchange.mailbox.hold();
  }

  checkSend() {
    refuseOld(this.#exchange);
    const permit = this.#exchange.mailbox.hasRoom() ? PERMIT : 0;
    this.#budget.grant(permit);
    return BigInt(permit);
  }

  /**
   * @param {OutgoingDatagram[]} datagrams
   * @returns {bigint} how many have been sent; it fails only if the first one does
   */
  send(datagrams) {
    refuseOld(this.#exchange);
    this.#budget.spend(datagrams.length, 'datagrams');
    this.#exchange.mailbox.throwError();
    for (const [index, datagram] of datagrams.entries()) {
      const objection = this.#objection(datagram);
      if (objection !== undefined && index === 0) throw objection;
      if (objection !== undefined) return BigInt(index);
      this.#exchange.mailbox.send(datagram.data, this.#exchange.remote === undefined ? datagram.remoteAddress : undefined);
    }
    return BigInt(datagrams.length);
  }

  subscribe() {
    const exchange = this.#exchange;
    return pollable({ wakes: true, ready: () => !exchange.isCurrent || exchange.mailbox.hasRoom() });
  }

  [Symbol.dispose]() {
    if (!this.#isDropped) this.#exchange.mailbox.release();
    this.#isDropped = true;
  }

  /** @param {OutgoingDatagram} datagram */
  #objection({ data, remoteAddress }) {
    const { family, policy, remote } = this.#exchange;
    const target = remoteAddress ?? remote;
    if (target === undefined) return 'invalid-argument';
    if (remote !== undefined && !isSameAddress(target, remote)) return 'invalid-argument';
    if (!fitsFamily(target, family) || !isRemote(target)) return 'invalid-argument';
    if (!policy.mayConnect(ipOf(target), target.val.port)) return 'access-denied';
    return data.length > MOST_BYTES[family] ? 'datagram-too-large' : undefined;
  }
}

/** @param {Exchange} exchange */
function refuseOld(exchange) {
  if (!exchange.isCurrent) throw 'invalid-state';
}

/**
 * @param {Exchange} exchange
 * @returns {[IncomingDatagramStream, OutgoingDatagramStream]}
 */
export const datagramStreams = (exchange) => [
  new IncomingDatagramStream(create, exchange),
  new OutgoingDatagramStream(create, exchange),
];
