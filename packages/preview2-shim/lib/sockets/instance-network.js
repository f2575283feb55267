// wasi:sockets/instance-network

import { newNetwork } from './network.js';

/** Holding a network permits nothing by itself: what may be done with it is asked when it is. */
export const instanceNetwork = () => newNetwork();
