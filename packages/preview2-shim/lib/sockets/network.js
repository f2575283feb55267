// wasi:sockets/network

import { errorCodes } from '../core/errors.js';

const create = Symbol('create');

/** What a guest may do on the network, as a value it can pass on. */
export class Network {
  /** @param {symbol} key */
  constructor(key) {
    if (key !== create) throw new TypeError('a network is got from instance-network, not made by its constructor');
  }

  [Symbol.dispose]() {}
}

export const newNetwork = () => new Network(create);

/** @param {import('../core/errors.js').IoError} error */
export const networkErrorCode = (error) => errorCodes(error).network;
