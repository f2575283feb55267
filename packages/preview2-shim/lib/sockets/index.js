// wasi:sockets

import { networkPolicy } from '../core/network-policy.js';
import { createInstanceNetwork } from './instance-network.js';
import { ipNameLookup } from './ip-name-lookup.js';
import { Network, networkErrorCode } from './network.js';
import { createTcpCreateSocket } from './tcp-create-socket.js';
import { TcpSocket } from './tcp.js';
import { createUdpCreateSocket } from './udp-create-socket.js';
import { IncomingDatagramStream, OutgoingDatagramStream, UdpSocket } from './udp.js';

/** @typedef {import('../core/network-policy.js').NetworkConfig} NetworkConfig */
/** @typedef {import('../core/network-policy.js').NetworkPolicy} NetworkPolicy */

/**
 * `enableNetwork` is another spelling of `network`.
 * @typedef {{ network?: NetworkConfig | NetworkPolicy, enableNetwork?: boolean }} SocketsConfig
 */

/** @param {SocketsConfig} config */
export const createSockets = ({ enableNetwork, network = enableNetwork } = {}) => interfaces(stateOf(network));

/**
 * @param {NetworkConfig | NetworkPolicy | undefined} network
 * @returns {import('./network.js').NetworkState}
 */
const stateOf = (network) => ({ policy: networkPolicy(network), denied: new Set() });

/** @param {import('./network.js').NetworkState} state */
const interfaces = (state) => ({
  instanceNetwork: createInstanceNetwork(state),
  ipNameLookup,
  network: { Network, networkErrorCode },
  tcp: { TcpSocket },
  tcpCreateSocket: createTcpCreateSocket(state),
  udp: { UdpSocket, IncomingDatagramStream, OutgoingDatagramStream },
  udpCreateSocket: createUdpCreateSocket(state),
});

// The default instance has no network but what is set here.
const state = stateOf(undefined);

export const { instanceNetwork, network, tcp, tcpCreateSocket, udp, udpCreateSocket } = interfaces(state);
export { ipNameLookup };

/** @param {NetworkConfig | NetworkPolicy} config */
export function _setNetwork(config) {
  state.policy = networkPolicy(config);
}

export function _denyTcp() {
  state.denied.add('tcp');
}

export function _denyUdp() {
  state.denied.add('udp');
}

export function _denyDnsLookup() {
  state.denied.add('lookup');
}
