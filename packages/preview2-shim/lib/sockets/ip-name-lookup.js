// wasi:sockets/ip-name-lookup

import * as channels from '#platform/channels.js';
import { networkCode } from '../core/errors.js';
import { isIpv4InIpv6, parseAddress } from '../core/ip.js';
import { pollable } from '../core/pollable.js';
import { mayLookUpNames, networkOf } from './network.js';

/** @typedef {import('../core/ip.js').IpAddress} IpAddress */
/** @typedef {import('#platform/channel.js').Channel} Channel */

const create = Symbol('create');

export class ResolveAddressStream {
  /** @type {Channel | undefined} */
  #channel;
  /** @type {IpAddress[] | undefined} */
  #addresses;
  /** @type {string | undefined} */
  #failure;
  #found;

  /**
   * @param {symbol} key
   * @param {{ addresses: IpAddress[] } | { channel: Channel, found: (addresses: IpAddress[]) => void }} lookup
   */
  constructor(key, lookup) {
    if (key !== create) throw new TypeError('a lookup is started by resolveAddresses, not by its constructor');
    if ('addresses' in lookup) {
      this.#addresses = lookup.addresses;
    } else {
      this.#channel = lookup.channel;
      this.#found = lookup.found;
    }
  }

  resolveNextAddress() {
    this.#receive();
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#addresses === undefined) throw 'would-block';
    return this.#addresses.shift();
  }

  subscribe() {
    return pollable({ wakes: true, ready: () => this.#channel === undefined || this.#channel.hasMessage() });
  }

  [Symbol.dispose]() {
    this.#channel?.close();
    this.#channel = undefined;
  }

  #receive() {
    if (this.#channel === undefined) return;
    try {
      /** @type {string[] | undefined} */
      const texts = this.#channel.receive();
      if (texts === undefined) return;
      this.#addresses = texts.flatMap((text) => parseAddress(text) ?? []).filter((address) => !isIpv4InIpv6(address));
      this.#found?.(this.#addresses);
    } catch (error) {
      this.#failure = networkCode(error);
    }
    this[Symbol.dispose]();
  }
}

/** What is looked up is remembered in the policy: it may permit connections by name. */
export const ipNameLookup = {
  ResolveAddressStream,

  /**
   * @param {import('./network.js').Network} network
   * @param {string} name
   */
  resolveAddresses(network, name) {
    const policy = networkOf(network);
    const literal = parseAddress(name);
    if (literal !== undefined) return new ResolveAddressStream(create, { addresses: [literal] });
    const host = asciiHost(name);
    if (!mayLookUpNames(network) || !policy.mayLookUp(host)) throw 'permanent-resolver-failure';
    const address = parseAddress(host);
    if (address !== undefined) return new ResolveAddressStream(create, { addresses: [address] });
    const found = (/** @type {IpAddress[]} */ addresses) => policy.resolved(host, addresses);
    return new ResolveAddressStream(create, { channel: channels.open('dns', { name: host }), found });
  },
};

/**
 * The name as it is asked for: international ones in their ASCII form, numbers in their many spellings as addresses.
 * @param {string} name
 */
function asciiHost(name) {
  if (name === '' || FOREIGN.test(name)) throw 'invalid-argument';
  try {
    return new URL(`http://${name}/`).hostname;
  } catch {
    throw 'invalid-argument';
  }
}

/** What would end a host in a URL, or be taken out of it. */
const FOREIGN = /[\s/\\?#@:[\]%\u0000-\u001f\u00ad]/;
