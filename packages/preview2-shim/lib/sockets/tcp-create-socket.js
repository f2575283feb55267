// wasi:sockets/tcp-create-socket

import { newTcpSocket } from './tcp.js';

/** @param {import('./network.js').NetworkState} state */
export const createTcpCreateSocket = (state) => ({
  /** @param {import('./address.js').Family} addressFamily */
  createTcpSocket(addressFamily) {
    if (!state.policy.hasSockets || state.denied.has('tcp')) throw 'access-denied';
    return newTcpSocket(addressFamily);
  },
});
