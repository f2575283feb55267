// wasi:http: messages, and a client that needs permission.

import { networkPolicy } from '../core/network-policy.js';
import * as incomingHandler from './incoming-handler.js';
import { createOutgoingHandler } from './outgoing-handler.js';
import * as types from './types.js';

/** @typedef {import('../core/network-policy.js').NetworkConfig} NetworkConfig */
/** @typedef {import('../core/network-policy.js').NetworkPolicy} NetworkPolicy */

/**
 * `enableNetwork` is another spelling of `network`, of which `connect` is what counts: a request is permitted by the host
 * and the port of its authority, as they are written there.
 * @typedef {object} HttpConfig
 * @property {NetworkConfig | NetworkPolicy} [network]
 * @property {boolean} [enableNetwork]
 * @property {string} [ca] certificates in PEM, to trust in place of the platform's
 */

/** @param {HttpConfig} [config] */
export const createHttp = (config) => interfaces(stateOf(config));

/**
 * @param {HttpConfig} [config]
 * @returns {import('./outgoing-handler.js').ClientState}
 */
const stateOf = ({ enableNetwork, network = enableNetwork, ca } = {}) => ({ policy: networkPolicy(network), ca });

/** @param {import('./outgoing-handler.js').ClientState} state */
const interfaces = (state) => ({ types, incomingHandler, outgoingHandler: createOutgoingHandler(state) });

// The default instance may go nowhere but where is set here.
const state = stateOf();

export const { outgoingHandler } = interfaces(state);
export { incomingHandler, types };

/** @param {NetworkConfig | NetworkPolicy} config */
export function _setNetwork(config) {
  state.policy = networkPolicy(config);
}
