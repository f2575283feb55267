// UDP: datagrams in messages, with an eye on how many the guest has not taken yet.

import { createSocket } from 'node:dgram';
import { errorData } from '../shared.js';
import { addressOf, hostText } from './address.js';

/** @typedef {import('./address.js').Address} Address */

/**
 * @typedef {{ configure: { hopLimit?: number, receiveBuffer?: number, sendBuffer?: number } } | { connect: Address | null }
 *   | { send: { data: Uint8Array, to?: Address } } | { taken: number }} Command
 * @typedef {{ bound: Address } | { datagram: { data: Uint8Array, from: Address } } | { sent: number }
 *   | { failed: import('../shared.js').HostErrorData }} Report
 */

/** How many bytes wait for the guest before more are dropped, as a kernel does. Each datagram counts one byte more. */
const MOST_WAITING = 0x8_0000;

/**
 * @param {import('./channel.js').Channel} channel
 * @param {Address & { family: 4 | 6 }} options
 * @returns {import('./channel.js').Handlers}
 */
export function udp(channel, { family, ...local }) {
  const isIpv6 = family === 6;
  // Addresses are numbers: nothing has to be looked up.
  const lookup = (/** @type {string} */ text, /** @type {unknown} */ _, /** @type {Function} */ found) => found(null, text, family);
  const socket = createSocket({ type: isIpv6 ? 'udp6' : 'udp4', ipv6Only: isIpv6, lookup: /** @type {any} */ (lookup) });
  let waiting = 0;
  let isBound = false;
  let isConnected = false;
  /** @type {{ hopLimit?: number, receiveBuffer?: number, sendBuffer?: number }} */
  let configuration = {};

  const report = (/** @type {Error} */ error) => channel.send({ failed: errorData(error) });

  socket.on('error', (error) => (isBound ? report(error) : channel.fail(error)));
  socket.bind({ address: hostText(local), port: local.port, exclusive: true }, () => {
    isBound = true;
    const { address, port } = socket.address();
    configure();
    channel.send({ bound: addressOf(address, port) });
  });
  socket.on('message', (data, { address, port }) => {
    if (waiting > MOST_WAITING) return;
    waiting += data.length + 1;
    channel.send({ datagram: { data: new Uint8Array(data), from: addressOf(address, port) } });
  });
  socket.once('close', () => channel.gone());

  function configure() {
    const { hopLimit, receiveBuffer, sendBuffer } = configuration;
    if (!isBound) return;
    // What the host refuses is its business: these are hints.
    if (hopLimit !== undefined) ignoringErrors(() => socket.setTTL(hopLimit));
    if (receiveBuffer !== undefined) ignoringErrors(() => socket.setRecvBufferSize(receiveBuffer));
    if (sendBuffer !== undefined) ignoringErrors(() => socket.setSendBufferSize(sendBuffer));
    configuration = {};
  }

  /** @param {Address | null} remote */
  function connect(remote) {
    if (isConnected) socket.disconnect();
    isConnected = remote !== null;
    // With addresses for names this happens at once, so that what is sent next goes there.
    if (remote !== null) socket.connect(remote.port, hostText(remote));
  }

  /** @param {{ data: Uint8Array, to?: Address }} datagram */
  function send({ data, to }) {
    const sent = (/** @type {Error | null} */ error) => {
      if (error) report(error);
      channel.send({ sent: data.length });
    };
    try {
      if (to === undefined) socket.send(data, sent);
      else socket.send(data, to.port, hostText(to), sent);
    } catch (error) {
      sent(/** @type {Error} */ (error));
    }
  }

  return {
    message(command) {
      if (command.send !== undefined) return send(command.send);
      if (command.taken !== undefined) waiting -= command.taken;
      if (command.connect !== undefined) connect(command.connect);
      if (command.configure !== undefined) {
        configuration = { ...configuration, ...command.configure };
        configure();
      }
    },
    close: () => void socket.close(),
  };
}

/** @param {() => void} set */
function ignoringErrors(set) {
  try {
    set();
  } catch {
    // The socket keeps what it had.
  }
}
