// wasi:sockets/network

import { errorCodes } from '../core/errors.js';

/** @typedef {import('../core/network-policy.js').NetworkPolicy} NetworkPolicy */

/**
 * What an instance may do. That of the default instance can be set, so the networks it has given away hold this.
 * @typedef {{ policy: NetworkPolicy, denied: Set<'tcp' | 'udp' | 'lookup'> }} NetworkState
 */

const create = Symbol('create');

/** @type {(network: Network) => NetworkState} */
let stateOf;

/** What a guest may do on the network, as a value it can pass on. */
export class Network {
  #state;

  /**
   * @param {symbol} key
   * @param {NetworkState} state
   */
  constructor(key, state) {
    if (key !== create) throw new TypeError('a network is got from instance-network, not made by its constructor');
    this.#state = state;
  }

  [Symbol.dispose]() {}

  static {
    stateOf = (network) => network.#state;
  }
}

/** @param {NetworkState} state */
export const newNetwork = (state) => new Network(create, state);

/**
 * What a network permits.
 * @param {Network} network
 */
export const networkOf = (network) => stateOf(network).policy;

/** @param {Network} network */
export const mayLookUpNames = (network) => !stateOf(network).denied.has('lookup');

/** @param {import('../core/errors.js').IoError} error */
export const networkErrorCode = (error) => errorCodes(error).network;
