// UDP: datagrams in messages, with an eye on how many the guest has not taken yet.

import { createSocket } from 'node:dgram';
import { errorData } from '../shared.js';
import { addressOf, hostText } from './address.js';

/** @typedef {import('./address.js').Address} Address */
/** @typedef {import('./channel.js').Channel} Channel */
/** @typedef {{ hopLimit?: number, receiveBuffer?: number, sendBuffer?: number }} Configuration */

/**
 * @typedef {{ configure: Configuration } | { connect: Address | null }
 *   | { send: { data: Uint8Array, to?: Address } } | { taken: number }} Command
 * @typedef {{ bound: Address } | { datagram: { data: Uint8Array, from: Address } } | { sent: number }
 *   | { failed: import('../shared.js').HostErrorData, connection: number }} Report
 */

/** How many bytes wait for the guest before more are dropped, as a kernel does. Each datagram counts one byte more. */
const MOST_WAITING = 0x8_0000;

/**
 * @param {Channel} channel
 * @param {Address & { family: 4 | 6 }} options
 * @returns {import('./channel.js').Handlers}
 */
export function udp(channel, { family, ...local }) {
  const socket = new UdpSocket(channel, family);
  socket.bind(local);
  return {
    message: (command) => socket.obey(command),
    close: () => socket.close(),
  };
}

class UdpSocket {
  #channel;
  #socket;
  #waiting = 0;
  #isBound = false;
  #isConnected = false;
  // How many times it has been connected: what fails of one connection is no matter of the next.
  #connection = 0;
  /** @type {Configuration} what is to be set when it is bound */
  #configuration = {};

  /**
   * @param {Channel} channel
   * @param {4 | 6} family
   */
  constructor(channel, family) {
    const isIpv6 = family === 6;
    // Addresses are numbers: nothing has to be looked up.
    const lookup = (/** @type {string} */ text, /** @type {unknown} */ _, /** @type {Function} */ found) => found(null, text, family);
    this.#channel = channel;
    this.#socket = createSocket({ type: isIpv6 ? 'udp6' : 'udp4', ipv6Only: isIpv6, lookup: /** @type {any} */ (lookup) });
    this.#socket.on('error', (error) => (this.#isBound ? this.#report(error, this.#connection) : channel.fail(error)));
    this.#socket.on('message', (data, { address, port }) => this.#receive(data, addressOf(address, port)));
    this.#socket.once('close', () => channel.gone());
  }

  /** @param {Address} local */
  bind(local) {
    this.#socket.bind({ address: hostText(local), port: local.port, exclusive: true }, () => {
      this.#isBound = true;
      this.#configure(this.#configuration);
      const { address, port } = this.#socket.address();
      this.#channel.send({ bound: addressOf(address, port) });
    });
  }

  /** @param {any} command */
  obey({ send, taken, connect, configure }) {
    if (send !== undefined) return this.#send(send);
    if (taken !== undefined) this.#waiting -= taken;
    if (connect !== undefined) this.#connect(connect);
    if (configure !== undefined) this.#configure(configure);
  }

  close() {
    this.#socket.close();
  }

  /** @param {Configuration} wanted */
  #configure(wanted) {
    const { hopLimit, receiveBuffer, sendBuffer } = wanted;
    if (!this.#isBound) return Object.assign(this.#configuration, wanted);
    // What the host refuses is its business: these are hints.
    if (hopLimit !== undefined) ignoringErrors(() => this.#socket.setTTL(hopLimit));
    if (receiveBuffer !== undefined) ignoringErrors(() => this.#socket.setRecvBufferSize(receiveBuffer));
    if (sendBuffer !== undefined) ignoringErrors(() => this.#socket.setSendBufferSize(sendBuffer));
  }

  /** @param {Address | null} remote */
  #connect(remote) {
    // It may have failed to connect.
    if (this.#isConnected) ignoringErrors(() => this.#socket.disconnect());
    this.#isConnected = remote !== null;
    this.#connection++;
    // With addresses for names this happens at once, so that what is sent next goes there.
    if (remote !== null) this.#socket.connect(remote.port, hostText(remote));
  }

  /** @param {{ data: Uint8Array, to?: Address }} datagram */
  #send({ data, to }) {
    const during = this.#connection;
    const sent = (/** @type {Error | null} */ error) => {
      if (error) this.#report(error, during);
      this.#channel.send({ sent: data.length });
    };
    try {
      if (to === undefined) this.#socket.send(data, sent);
      else this.#socket.send(data, to.port, hostText(to), sent);
    } catch (error) {
      sent(/** @type {Error} */ (error));
    }
  }

  /**
   * @param {Uint8Array} data
   * @param {Address} from
   */
  #receive(data, from) {
    if (this.#waiting > MOST_WAITING) return;
    this.#waiting += data.length + 1;
    this.#channel.send({ datagram: { data: new Uint8Array(data), from } });
  }

  /**
   * @param {Error} error
   * @param {number} during
   */
  #report(error, during) {
    this.#channel.send({ failed: errorData(error), connection: during });
  }
}

/** @param {() => void} set */
function ignoringErrors(set) {
  try {
    set();
  } catch {
    // The socket keeps what it had.
  }
}
