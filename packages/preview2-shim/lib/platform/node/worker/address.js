// Addresses as Node writes them: the zone of a link-local one is a part of its text, and is named.

import { networkInterfaces } from 'node:os';

/** @typedef {{ address: string, port: number, scope?: number }} Address */

/**
 * The text of an address for Node.
 * @param {Address} address
 */
export function hostText({ address, scope = 0 }) {
  const zone = scope === 0 ? undefined : zones().find(([, scopeid]) => scopeid === scope)?.[0];
  return zone === undefined ? address : `${address}%${zone}`;
}

/**
 * @param {string} text
 * @param {number} port
 * @returns {Address}
 */
export function addressOf(text, port) {
  const [address, zone] = text.split('%');
  if (zone === undefined) return { address, port };
  return { address, port, scope: zones().find(([name]) => name === zone)?.[1] ?? (Number(zone) || 0) };
}

/** @returns {[name: string, scope: number][]} */
const zones = () =>
  Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.flatMap(({ family, scopeid }) => (family === 'IPv6' && scopeid ? [/** @type {[string, number]} */ ([name, scopeid])] : [])),
  );
