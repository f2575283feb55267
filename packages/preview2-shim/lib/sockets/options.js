// What can be set of a socket. Values are remembered as they would read back: clamped as Linux does, never refused but
// when they are zero. What of them is set is up to the platform: Node does keep-alive, and of UDP hop limit and buffer
// sizes; those of TCP take a native function.

const SECOND = 1_000_000_000n;
const MOST_SECONDS = 32_767n;
const MOST_COUNT = 127;
const MOST_BUFFER = 0x7fff_ffffn;

/** @param {bigint | number} value */
export function refuseZero(value) {
  if (Number(value) === 0) throw 'invalid-argument';
}

/** @param {bigint} nanoseconds, of which keep-alive knows whole seconds */
export function wholeSeconds(nanoseconds) {
  refuseZero(nanoseconds);
  const seconds = (nanoseconds + SECOND - 1n) / SECOND;
  return (seconds < MOST_SECONDS ? seconds : MOST_SECONDS) * SECOND;
}

/** @param {number} count */
export function probes(count) {
  refuseZero(count);
  return Math.min(count, MOST_COUNT);
}

/** @param {number} hops */
export function hopLimit(hops) {
  refuseZero(hops);
  return hops;
}

/** @param {bigint} size */
export function bufferSize(size) {
  refuseZero(size);
  return size < MOST_BUFFER ? size : MOST_BUFFER;
}

/** What Linux begins with. */
export const tcpDefaults = () => ({
  keepAliveEnabled: false,
  keepAliveIdleTime: 7200n * SECOND,
  keepAliveInterval: 75n * SECOND,
  keepAliveCount: 9,
  hopLimit: 64,
  receiveBufferSize: 131_072n,
  sendBufferSize: 16_384n,
});

/** @typedef {ReturnType<typeof tcpDefaults>} TcpOptions */

export const udpDefaults = () => ({ unicastHopLimit: 64, receiveBufferSize: 212_992n, sendBufferSize: 212_992n });

/** @param {TcpOptions} options */
export const keepAliveForHost = ({ keepAliveEnabled, keepAliveIdleTime, keepAliveInterval, keepAliveCount }) => ({
  enabled: keepAliveEnabled,
  idle: milliseconds(keepAliveIdleTime),
  interval: milliseconds(keepAliveInterval),
  count: keepAliveCount,
});

/** @param {bigint} nanoseconds */
const milliseconds = (nanoseconds) => Number(nanoseconds / 1_000_000n);
