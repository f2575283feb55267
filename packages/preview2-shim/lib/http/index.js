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

/** @param {HttpConfig} config */
export const createHttp = ({ enableNetwork, network = enableNetwork, ca } = {}) => {
  const policy = networkPolicy(network);
  return interfaces({ permits: (host, port) => policy.mayConnectTo(host, port), ca });
};

/** @param {import('./outgoing-handler.js').Client} client */
const interfaces = (client) => ({ types, incomingHandler, outgoingHandler: createOutgoingHandler(client) });

export const { outgoingHandler } = createHttp();
export { incomingHandler, types };
