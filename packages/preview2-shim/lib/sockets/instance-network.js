// wasi:sockets/instance-network

import { newNetwork } from './network.js';

/** @param {import('./network.js').NetworkState} state */
export const createInstanceNetwork = (state) => ({
  /** Holding a network permits nothing by itself: what may be done with it is asked when it is. */
  instanceNetwork: () => newNetwork(state),
});
