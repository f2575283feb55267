// Socket addresses: the values of wasi:sockets, what the platform calls them, and which of them can be meant.

import { formatAddress, isBroadcast, isIpv4InIpv6, isMulticast, isUnspecified, parseAddress } from '../core/ip.js';

/** @typedef {import('../core/ip.js').IpAddress} IpAddress */
/** @typedef {'ipv4' | 'ipv6'} Family */

/**
 * @typedef {{ tag: 'ipv4', val: { port: number, address: import('../core/ip.js').Ipv4Address } }
 *   | { tag: 'ipv6', val: { port: number, flowInfo: number, address: import('../core/ip.js').Ipv6Address, scopeId: number } }
 * } IpSocketAddress
 */

/** @typedef {{ address: string, port: number, scope?: number }} HostAddress as the platform has it */

/**
 * @param {IpSocketAddress} socketAddress
 * @returns {IpAddress}
 */
export const ipOf = ({ tag, val }) => /** @type {IpAddress} */ ({ tag, val: val.address });

/**
 * @param {IpSocketAddress} socketAddress
 * @returns {HostAddress}
 */
export const hostAddress = (socketAddress) => ({
  address: formatAddress(ipOf(socketAddress)),
  port: socketAddress.val.port,
  scope: socketAddress.tag === 'ipv6' ? socketAddress.val.scopeId : 0,
});

/**
 * @param {HostAddress} hostAddress
 * @returns {IpSocketAddress}
 */
export function socketAddress({ address, port, scope = 0 }) {
  const ip = /** @type {IpAddress} */ (parseAddress(address));
  if (ip.tag === 'ipv4') return { tag: 'ipv4', val: { port, address: ip.val } };
  return { tag: 'ipv6', val: { port, flowInfo: 0, address: ip.val, scopeId: scope } };
}

/**
 * @param {IpSocketAddress} one
 * @param {IpSocketAddress} other
 */
export const isSameAddress = (one, other) =>
  one.tag === other.tag &&
  one.val.port === other.val.port &&
  formatAddress(ipOf(one)) === formatAddress(ipOf(other));

/**
 * @param {IpSocketAddress} address
 * @param {Family} family of the socket; one of IPv6 is for IPv6 only
 */
export const fitsFamily = (address, family) => address.tag === family && !isIpv4InIpv6(ipOf(address));

/** @param {IpSocketAddress} address */
export const isUnicast = (address) => !isMulticast(ipOf(address)) && !isBroadcast(ipOf(address));

/**
 * Whether something can be at this address.
 * @param {IpSocketAddress} address
 */
export const isRemote = (address) => address.val.port !== 0 && !isUnspecified(ipOf(address));
