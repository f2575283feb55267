// What a guest may do on the network: allow-lists of hosts, address ranges and ports. One policy is one instance's, for
// its sockets and its HTTP requests alike.

import { formatAddress, parseAddress, sharePrefix } from './ip.js';

/** @typedef {import('./ip.js').IpAddress} IpAddress */

/**
 * Everything, nothing, or what matches one of the patterns: `host`, `host:port`, `host:from-to`, where the host is a
 * name, `*.name`, `*`, an address or a range as in `10.0.0.0/8`; an IPv6 address before a port is in brackets.
 * @typedef {boolean | readonly string[]} AllowList
 */

/**
 * `connect`: whom to connect, or send datagrams, to; their answers are received at a port that the host chooses. `bind`:
 * where to listen, or receive datagrams of anyone. `lookup`: which names to look up; where absent, those that `connect`
 * has. True is short for all three.
 * @typedef {boolean | { connect?: AllowList, bind?: AllowList, lookup?: AllowList }} NetworkConfig
 */

/**
 * @typedef {object} Rule
 * @property {(name: string) => boolean} matchesName
 * @property {(address: IpAddress) => boolean} matchesAddress
 * @property {number} from
 * @property {number} to
 */

const ANY_PORT = { from: 0, to: 0xffff };

/** How many addresses are remembered with the names that led to them. */
const REMEMBERED = 10_000;

export class NetworkPolicy {
  #connect;
  #bind;
  #lookup;
  /** @type {Map<string, Set<string>>} the names that each address has been found under */
  #names = new Map();

  /** @param {NetworkConfig} [config] */
  constructor(config = false) {
    const all = typeof config === 'boolean' ? { connect: config, bind: config, lookup: config } : config;
    refuseUnknown(all);
    this.#connect = rulesOf(all.connect, 'connect');
    this.#bind = rulesOf(all.bind, 'bind', ADDRESSES);
    this.#lookup = rulesOf(all.lookup ?? all.connect, 'lookup');
  }

  /** Whether any socket is of use. */
  get hasSockets() {
    return this.#connect.length > 0 || this.#bind.length > 0;
  }

  get mayConnectSomewhere() {
    return this.#connect.length > 0;
  }

  /**
   * By the address itself, or by a name that the guest has looked up and found it under.
   * @param {IpAddress} address
   * @param {number} port
   */
  mayConnect(address, port) {
    const names = this.#names.get(formatAddress(address)) ?? [];
    return this.#connect.some(
      (rule) => hasPort(rule, port) && (rule.matchesAddress(address) || [...names].some(rule.matchesName)),
    );
  }

  /**
   * Whether the name alone permits it, whatever its addresses are.
   * @param {string} host a name, or the text of an address
   * @param {number} port
   */
  mayConnectTo(host, port) {
    const address = parseAddress(host);
    if (address !== undefined) return this.mayConnect(address, port);
    return this.#connect.some((rule) => hasPort(rule, port) && rule.matchesName(normalized(host)));
  }

  /**
   * @param {IpAddress} address
   * @param {number} port
   */
  mayBind(address, port) {
    return this.#bind.some((rule) => hasPort(rule, port) && rule.matchesAddress(address));
  }

  /** @param {string} name */
  mayLookUp(name) {
    return this.#lookup.some((rule) => rule.matchesName(normalized(name)));
  }

  /**
   * Remembers what a name that may be looked up stands for.
   * @param {string} name
   * @param {IpAddress[]} addresses
   */
  resolved(name, addresses) {
    for (const address of addresses) {
      const text = formatAddress(address);
      const names = this.#names.get(text) ?? new Set();
      // The last to be found is the last to be forgotten.
      this.#names.delete(text);
      this.#names.set(text, names.add(normalized(name)));
    }
    for (const text of this.#names.keys()) {
      if (this.#names.size <= REMEMBERED) break;
      this.#names.delete(text);
    }
  }
}

/** @param {NetworkConfig | NetworkPolicy} [given] */
export const networkPolicy = (given) => (given instanceof NetworkPolicy ? given : new NetworkPolicy(given));

/** @param {object} config */
function refuseUnknown(config) {
  for (const name of Object.keys(config)) {
    if (!['connect', 'bind', 'lookup'].includes(name)) throw new TypeError(`network: unknown setting ${JSON.stringify(name)}`);
  }
}

/**
 * @param {Rule} rule
 * @param {number} port
 */
const hasPort = ({ from, to }, port) => from <= port && port <= to;

/** @param {string} name */
const normalized = (name) => name.toLowerCase().replace(/\.$/, '');

/** @type {Rule} */
const EVERYTHING = { matchesName: () => true, matchesAddress: () => true, ...ANY_PORT };

/** What a host can be, for whom a pattern is none. */
const HOSTS = 'a name, *.name, *, an address, [an IPv6 address], or a range like 10.0.0.0/8';
const ADDRESSES = 'an address of this machine, [an IPv6 address], a range like 127.0.0.0/8, or *';

/**
 * @param {AllowList | undefined} list
 * @param {string} what
 * @param {string} [hosts]
 * @returns {Rule[]}
 */
function rulesOf(list, what, hosts = HOSTS) {
  if (list === undefined || typeof list === 'boolean') return list ? [EVERYTHING] : [];
  if (Array.isArray(list)) return list.map((pattern) => parseRule(pattern, what, hosts));
  throw new TypeError(`network ${what}: expected true, false or a list of patterns, not ${JSON.stringify(list)}`);
}

const patternParts = /^(?:\[(?<bracketed>[^\]]*)\]|(?<plain>[^:[\]]*))(?::(?<from>\d{1,5})(?:-(?<to>\d{1,5}))?)?$/;

/**
 * @param {string} pattern
 * @param {string} what
 * @param {string} hosts
 * @returns {Rule}
 */
function parseRule(pattern, what, hosts) {
  const isBareIpv6 = parseAddress(pattern.split('/')[0])?.tag === 'ipv6';
  /** @type {Record<string, string>} */
  const parts = isBareIpv6 ? { plain: pattern } : { ...patternParts.exec(pattern)?.groups };
  const { plain, bracketed, from, to = from } = parts;
  const host = plain ?? bracketed;
  const matches = host && matcherOf(host, hosts === HOSTS);
  const ports = from === undefined ? ANY_PORT : { from: Number(from), to: Number(to) };
  if (!matches || ports.from > ports.to || ports.to > ANY_PORT.to) {
    throw new TypeError(
      `network ${what}: ${JSON.stringify(pattern)} is no pattern; write host, host:port or host:from-to, where ` +
        `the host is ${hosts}`,
    );
  }
  return { ...matches, ...ports };
}

const nothing = () => false;

/**
 * @param {string} host
 * @param {boolean} mayBeName
 * @returns {Pick<Rule, 'matchesName' | 'matchesAddress'> | undefined}
 */
function matcherOf(host, mayBeName) {
  if (host === '*') return EVERYTHING;
  const [base, bits] = host.split('/');
  const range = parseAddress(base);
  if (range !== undefined) {
    const all = range.tag === 'ipv4' ? 32 : 128;
    const prefix = bits === undefined ? all : Number(bits);
    if (bits !== undefined && (!/^\d+$/.test(bits) || prefix > all)) return undefined;
    return { matchesName: nothing, matchesAddress: (address) => sharePrefix(range, address, prefix) };
  }
  if (!mayBeName || !/^(\*\.)?[^\s/*:[\]]+$/.test(host)) return undefined;
  const name = normalized(host.replace(/^\*/, ''));
  const isFamily = host.startsWith('*.');
  return { matchesName: isFamily ? (asked) => asked.endsWith(name) : (asked) => asked === name, matchesAddress: nothing };
}
