// wasi:sockets, for a host without sockets: every interface is there, and says that it cannot or must not.

import * as instanceNetwork from './instance-network.js';
import { createIpNameLookup } from './ip-name-lookup.js';
import { Network, networkErrorCode } from './network.js';
import { createTcpCreateSocket } from './tcp-create-socket.js';
import * as tcp from './tcp.js';
import { createUdpCreateSocket } from './udp-create-socket.js';
import * as udp from './udp.js';

/** @typedef {{ enableNetwork?: boolean }} SocketsConfig */

/** @param {SocketsConfig} config */
export const createSockets = ({ enableNetwork = false } = {}) =>
  interfaces(enableNetwork ? unsupported : denied);

const denied = { refusal: 'access-denied', lookupRefusal: 'permanent-resolver-failure' };
const unsupported = { refusal: 'not-supported', lookupRefusal: 'not-supported' };

/** @param {typeof denied} state */
const interfaces = (state) => ({
  instanceNetwork,
  ipNameLookup: createIpNameLookup(state),
  network: { Network, networkErrorCode },
  tcp,
  tcpCreateSocket: createTcpCreateSocket(state),
  udp,
  udpCreateSocket: createUdpCreateSocket(state),
});

export const { ipNameLookup, network, tcpCreateSocket, udpCreateSocket } = createSockets();
export { instanceNetwork, tcp, udp };

// The default instance has no network, so that there is nothing to deny: these are for users who make sure.
export function _denyTcp() {}
export function _denyUdp() {}
export function _denyDnsLookup() {}
