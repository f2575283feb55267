// What the platform of browsers has of its own.

import { monotonicClock, wallClock } from '@jco/preview2-shim/clocks';
import { poll } from '@jco/preview2-shim/io';
import { WASIShim } from '@jco/preview2-shim/instantiation';
import { createSockets } from '@jco/preview2-shim/sockets';
import { createCli } from '@jco/preview2-shim/cli';

import { waitByPromises } from '../../../packages/preview2-shim/lib/platform/browser/port.js';

/** @param {() => unknown} call */
function thrown(call) {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? { name: error.name, message: error.message } : error;
  }
  return undefined;
}

export function clocks() {
  let isMonotonic = true;
  for (let last = 0n, count = 0; count < 10_000; count++) {
    const now = monotonicClock.now();
    isMonotonic &&= now >= last;
    last = now;
  }
  const { seconds, nanoseconds } = wallClock.now();
  const distance = Math.abs(Number(seconds) * 1000 + nanoseconds / 1e6 - Date.now());
  return { isMonotonic, distance, resolution: Number(monotonicClock.resolution()) };
}

export function sockets() {
  const { tcpCreateSocket, udpCreateSocket, ipNameLookup, instanceNetwork } = createSockets({ network: true });
  const network = instanceNetwork.instanceNetwork();
  /** @type {any} */
  const address = { tag: 'ipv4', val: { address: [127, 0, 0, 1], port: 1 } };
  const tcp = tcpCreateSocket.createTcpSocket('ipv4');
  const udp = udpCreateSocket.createUdpSocket('ipv4');
  return {
    tcp: thrown(() => tcp.startConnect(network, address)),
    udp: thrown(() => udp.startBind(network, address)),
    lookup: thrown(() => ipNameLookup.resolveAddresses(network, 'localhost')),
    denied: thrown(() => createSockets().tcpCreateSocket.createTcpSocket('ipv4')),
  };
}

export const preopens = () => thrown(() => new WASIShim({ preopens: { '/': '/home' } }));

export async function waiting() {
  const timer = () => monotonicClock.subscribeDuration(20_000_000n);
  const refused = thrown(() => poll.poll([timer()]));
  waitByPromises(true);
  const start = performance.now();
  const promise = /** @type {any} */ (poll.poll([timer()]));
  const isPromise = promise instanceof Promise;
  const ready = [...(await promise)];
  waitByPromises(false);
  return { refused, isPromise, ready, waited: performance.now() - start };
}

export async function printing() {
  const { stdout, stderr, stdin, terminalStdout } = createCli();
  const encoder = new TextEncoder();
  const [output, errors] = [stdout.getStdout(), stderr.getStderr()];
  output.blockingWriteAndFlush(encoder.encode('one\ntw'));
  output.blockingWriteAndFlush(encoder.encode('o\n'));
  // A character in two parts.
  const [first, second] = [encoder.encode('ü').subarray(0, 1), encoder.encode('ü').subarray(1)];
  output.blockingWriteAndFlush(first);
  output.blockingWriteAndFlush(second);
  errors.blockingWriteAndFlush(encoder.encode('oops\n'));
  await undefined;
  return { ended: thrown(() => stdin.getStdin().blockingRead(1n)), terminal: terminalStdout.getTerminalStdout() === undefined };
}
