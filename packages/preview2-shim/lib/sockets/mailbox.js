// What is behind a UDP socket: datagrams on their way in and out. Its streams share it, one pair after the other.

import * as channels from '#platform/channels.js';
import { networkCode } from '../core/errors.js';
import { hostAddress, socketAddress } from './address.js';

/** @typedef {import('#platform/channel.js').Channel} Channel */
/** @typedef {import('./address.js').IpSocketAddress} IpSocketAddress */

/** @typedef {{ data: Uint8Array, remoteAddress: IpSocketAddress }} IncomingDatagram */

/** How many bytes of datagrams may be on their way to the host. */
const MOST_UNDERWAY = 0x4_0000;

/** How many bytes the guest takes before the host is told. */
const REPORTED = 0x8000;

export class Mailbox {
  #channel;
  /** @type {IncomingDatagram[]} */
  #received = [];
  #taken = 0;
  #underway = 0;
  /** @type {Error | undefined} */
  #error;
  #connection = 0;
  #owners = 1;
  /** @type {(sender: IpSocketAddress) => boolean} */
  #accepts = () => true;

  /** @param {Channel} channel */
  constructor(channel) {
    this.#channel = channel;
  }

  /**
   * From whom datagrams are wanted, those included that are here.
   * @param {(sender: IpSocketAddress) => boolean} accepts
   */
  filter(accepts) {
    this.#accepts = accepts;
    this.#received = this.#received.filter(({ remoteAddress }) => accepts(remoteAddress));
  }

  /**
   * Makes a peer the only one, or everyone; what has failed of the last one is forgotten.
   * @param {IpSocketAddress | undefined} remote
   */
  connect(remote) {
    this.#channel.post({ connect: remote === undefined ? null : hostAddress(remote) });
    this.#connection++;
    this.#error = undefined;
  }

  hold() {
    this.#owners++;
  }

  release() {
    if (--this.#owners === 0) this.#channel.close();
  }

  hasMail() {
    this.#collect();
    return this.#received.length > 0 || this.#error !== undefined;
  }

  /** @param {number} most */
  take(most) {
    this.#collect();
    this.throwError();
    const datagrams = this.#received.splice(0, most);
    for (const { data } of datagrams) this.#acknowledge(data.length);
    return datagrams;
  }

  hasRoom() {
    this.#collect();
    return this.#underway < MOST_UNDERWAY || this.#error !== undefined;
  }

  /**
   * @param {Uint8Array} data
   * @param {IpSocketAddress | undefined} remote
   */
  send(data, remote) {
    this.#underway += data.length + 1;
    this.#channel.post({ send: { data: data.slice(), to: remote && hostAddress(remote) } });
  }

  /** Throws what went wrong since the last call; like a socket's error, it is told once. */
  throwError() {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw networkCode(error);
  }

  #collect() {
    if (this.#channel.failure !== undefined) this.#error = this.#channel.failure;
    while (this.#error === undefined && this.#channel.hasMessage()) {
      const { datagram, sent, failed, connection } = this.#channel.receive();
      if (sent !== undefined) this.#underway -= sent + 1;
      if (failed !== undefined && connection === this.#connection) this.#error = channels.hostError(failed);
      if (datagram !== undefined) this.#put(datagram);
    }
  }

  /** @param {{ data: Uint8Array, from: import('./address.js').HostAddress }} datagram */
  #put({ data, from }) {
    const remoteAddress = socketAddress(from);
    if (this.#accepts(remoteAddress)) this.#received.push({ data, remoteAddress });
    else this.#acknowledge(data.length);
  }

  /** @param {number} length */
  #acknowledge(length) {
    this.#taken += length + 1;
    if (this.#taken < REPORTED) return;
    this.#channel.post({ taken: this.#taken });
    this.#taken = 0;
  }
}
