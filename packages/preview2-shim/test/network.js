// What tests of sockets have in common: addresses, and the steps that a guest takes with a socket.

import { poll } from '../lib/io/index.js';
import { monotonicClock } from '../lib/clocks/index.js';
import { createSockets } from '../lib/sockets/index.js';

/** An address of the loopback, or another. */
export const v4 = (port, address = [127, 0, 0, 1]) => ({ tag: 'ipv4', val: { port, address } });
export const v6 = (port, address = [0, 0, 0, 0, 0, 0, 0, 1]) => ({ tag: 'ipv6', val: { port, flowInfo: 0, address, scopeId: 0 } });

/** No test waits longer for anything. */
export function ready(pollable) {
  const limit = monotonicClock.subscribeDuration(10_000_000_000n);
  if (poll.poll([pollable, limit])[0] !== 0) throw new Error('waited in vain');
  pollable[Symbol.dispose]();
}

/** Does what a guest does until something no longer would block. */
export function finish(subscriber, attempt) {
  for (;;) {
    try {
      return attempt();
    } catch (code) {
      if (code !== 'would-block') throw code;
      ready(subscriber.subscribe());
    }
  }
}

/** @param {import('../lib/sockets/index.js').NetworkConfig} config */
export function guestOn(config = true) {
  const sockets = createSockets({ network: config });
  const network = sockets.instanceNetwork.instanceNetwork();
  const familyOf = (address) => address.tag;
  return {
    ...sockets,
    network,
    tcp: (family = 'ipv4') => sockets.tcpCreateSocket.createTcpSocket(family),
    udp: (family = 'ipv4') => sockets.udpCreateSocket.createUdpSocket(family),

    bind(socket, address) {
      socket.startBind(network, address);
      finish(socket, () => socket.finishBind());
      return socket.localAddress();
    },

    connect(address, socket = sockets.tcpCreateSocket.createTcpSocket(familyOf(address))) {
      socket.startConnect(network, address);
      const [input, output] = finish(socket, () => socket.finishConnect());
      return { socket, input, output };
    },

    listen(address) {
      const socket = sockets.tcpCreateSocket.createTcpSocket(familyOf(address));
      const local = this.bind(socket, address);
      socket.startListen();
      finish(socket, () => socket.finishListen());
      return { socket, local };
    },

    accept(listener) {
      const [socket, input, output] = finish(listener, () => listener.accept());
      return { socket, input, output };
    },

    udpBound(address) {
      const socket = sockets.udpCreateSocket.createUdpSocket(familyOf(address));
      this.bind(socket, address);
      return socket;
    },

    lookup(name) {
      const stream = sockets.ipNameLookup.resolveAddresses(network, name);
      const addresses = [];
      for (;;) {
        const address = finish(stream, () => stream.resolveNextAddress());
        if (address === undefined) return addresses;
        addresses.push(address);
      }
    },
  };
}

/** Everything up to the end. */
export function readAll(input) {
  const parts = [];
  for (;;) {
    try {
      parts.push(Buffer.from(input.blockingRead(100_000n)));
    } catch (error) {
      if (error.tag !== 'closed') throw error;
      return Buffer.concat(parts).toString();
    }
  }
}

/** What a guest drops at the end. */
export function drop(...resources) {
  for (const resource of resources) resource[Symbol.dispose]();
}
