// wasi:sockets/udp-create-socket

import { newUdpSocket } from './udp.js';

/** @param {import('./network.js').NetworkState} state */
export const createUdpCreateSocket = (state) => ({
  /** @param {import('./address.js').Family} addressFamily */
  createUdpSocket(addressFamily) {
    if (!state.policy.hasSockets || state.denied.has('udp')) throw 'access-denied';
    return newUdpSocket(addressFamily);
  },
});
