// wasi:sockets/ip-name-lookup

import { unavailableResource } from './unavailable.js';

export const ResolveAddressStream = unavailableResource('ResolveAddressStream', ['resolveNextAddress', 'subscribe']);

/** @param {{ lookupRefusal: string }} state */
export const createIpNameLookup = (state) => ({
  ResolveAddressStream,

  /**
   * @param {import('./network.js').Network} network
   * @param {string} name
   */
  resolveAddresses(network, name) {
    throw state.lookupRefusal;
  },
});
