// IP addresses: the values of wasi:sockets, and their text.

/** @typedef {[number, number, number, number]} Ipv4Address */
/** @typedef {[number, number, number, number, number, number, number, number]} Ipv6Address */
/** @typedef {{ tag: 'ipv4', val: Ipv4Address } | { tag: 'ipv6', val: Ipv6Address }} IpAddress */

/**
 * The address that a text is; undefined if it is none.
 * @param {string} text
 * @returns {IpAddress | undefined}
 */
export function parseAddress(text) {
  const v4 = parseIpv4(text);
  if (v4 !== undefined) return { tag: 'ipv4', val: v4 };
  const v6 = parseIpv6(text);
  return v6 && { tag: 'ipv6', val: v6 };
}

const BYTE = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Pattern = new RegExp(`^${BYTE}\\.${BYTE}\\.${BYTE}\\.${BYTE}$`);

/**
 * @param {string} text
 * @returns {Ipv4Address | undefined}
 */
function parseIpv4(text) {
  const match = ipv4Pattern.exec(text);
  return match === null ? undefined : /** @type {Ipv4Address} */ (match.slice(1).map(Number));
}

/**
 * @param {string} text
 * @returns {Ipv6Address | undefined}
 */
function parseIpv6(text) {
  if (!text.includes(':')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  if (before === undefined || (halves.length === 2 && after === undefined)) return undefined;
  const missing = 8 - before.length - (after?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return /** @type {Ipv6Address} */ ([...before, ...new Array(missing).fill(0), ...(after ?? [])]);
}

/**
 * @param {string} text
 * @param {boolean} isEnd whether an IPv4 address may be the last of it
 * @returns {number[] | undefined}
 */
function parseGroups(text, isEnd) {
  if (text === '') return [];
  const parts = text.split(':');
  const v4 = isEnd ? parseIpv4(parts[parts.length - 1]) : undefined;
  if (v4 !== undefined) parts.pop();
  if (!parts.every((part) => /^[\da-f]{1,4}$/i.test(part))) return undefined;
  const groups = parts.map((part) => parseInt(part, 16));
  return v4 === undefined ? groups : [...groups, (v4[0] << 8) | v4[1], (v4[2] << 8) | v4[3]];
}

/**
 * As RFC 5952 wants it.
 * @param {IpAddress} address
 */
export function formatAddress({ tag, val }) {
  if (tag === 'ipv4') return val.join('.');
  const text = [...val].map((group) => group.toString(16)).join(':');
  const zeroes = text.match(/\b0(:0)+\b/g);
  if (zeroes === null) return text;
  const longest = zeroes.reduce((one, other) => (other.length > one.length ? other : one));
  return text.replace(new RegExp(`(^|:)${longest}(:|$)`), '::');
}

/** @param {IpAddress} address */
export const isUnspecified = ({ val }) => val.every((part) => part === 0);

/** @param {IpAddress} address */
export const isMulticast = ({ tag, val }) => (tag === 'ipv4' ? val[0] >> 4 === 0xe : val[0] >> 8 === 0xff);

/** @param {IpAddress} address */
export const isBroadcast = ({ tag, val }) => tag === 'ipv4' && val.every((part) => part === 255);

/**
 * Whether an IPv6 address stands for an IPv4 one: `::ffff:a.b.c.d`, or the deprecated `::a.b.c.d`.
 * @param {IpAddress} address
 */
export function isIpv4InIpv6({ tag, val }) {
  if (tag === 'ipv4' || val.slice(0, 5).some((group) => group !== 0)) return false;
  return val[5] === 0xffff || (val[5] === 0 && (val[6] !== 0 || val[7] > 1));
}

/**
 * Whether the first bits of two addresses are the same.
 * @param {IpAddress} one
 * @param {IpAddress} other
 * @param {number} bits
 */
export function sharePrefix(one, other, bits) {
  if (one.tag !== other.tag) return false;
  const width = one.tag === 'ipv4' ? 8 : 16;
  return one.val.every((part, index) => {
    const left = bits - index * width;
    if (left <= 0) return true;
    const shift = Math.max(width - left, 0);
    return part >> shift === other.val[index] >> shift;
  });
}
