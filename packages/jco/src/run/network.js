// What of the network the app may use, as the shim takes it.

/** @typedef {import('./request.js').Network} Network */

/**
 * @param {Network | null} network
 * @returns {Record<string, any>} settings of WASIShim
 */
export function networkConfiguration(network) {
  if (network === null) return {};
  const { connect, bind, lookup, http, tcp, udp } = network;
  /** @type {Record<string, any>} */
  const sockets = {};
  if (!tcp) sockets.tcpCreateSocket = { createTcpSocket: denied };
  if (!udp) sockets.udpCreateSocket = { createUdpSocket: denied };
  const handlers = http ? {} : { outgoingHandler: { handle: requestDenied } };
  return { network: { connect, bind, lookup }, sockets, http: handlers };
}

/** @returns {never} */
function denied() {
  throw 'access-denied';
}

/** @returns {never} */
function requestDenied() {
  throw { tag: 'HTTP-request-denied' };
}
