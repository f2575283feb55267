// What is made and dropped again leaves nothing behind: `node bench/flat.js [filter]` does each thing as often as a long
// run might, and shows heap and descriptors on the way. test/leaks.test.js does it less often, and judges.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { monotonicClock } from '../lib/clocks/index.js';
import { createFilesystem } from '../lib/filesystem/index.js';
import { createHttp } from '../lib/http/index.js';
import { poll } from '../lib/io/index.js';
import { createSockets } from '../lib/sockets/index.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/**
 * @typedef {{ heap: number, descriptors: number }} State
 * @typedef {{ once: (index: number) => void, end: () => void }} Work
 */

/** How long descriptors may take to be closed by the worker, and how often that is looked at. */
const PATIENCE = 10_000_000_000n;
const PAUSE = 20_000_000n;

/**
 * @param {number} [open] as many descriptors as are expected
 * @returns {State}
 */
export function state(open = Infinity) {
  const limit = monotonicClock.now() + PATIENCE;
  const descriptors = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
  while (descriptors() > open && monotonicClock.now() < limit) monotonicClock.subscribeDuration(PAUSE).block();
  collectGarbage();
  return { heap: process.memoryUsage().heapUsed, descriptors: descriptors() };
}

/** @returns {Work} */
function opens() {
  const folder = mkdtempSync(join(tmpdir(), 'shim-flat-'));
  writeFileSync(join(folder, 'file'), 'content');
  const filesystem = createFilesystem({ preopens: { '/': folder } });
  const [[root]] = filesystem.preopens.getDirectories();
  return {
    once() {
      const file = root.openAt({}, 'file', {}, { read: true });
      const stream = file.readViaStream(0n);
      stream.read(3n);
      drop(stream, file);
    },
    end() {
      filesystem[Symbol.dispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/** @returns {Work} */
function pollables() {
  return {
    once() {
      const all = [monotonicClock.subscribeDuration(0n), monotonicClock.subscribeDuration(1_000_000_000n)];
      poll.poll(all);
      drop(...all);
    },
    end() {},
  };
}

const localhost = (/** @type {number} */ port) =>
  /** @type {const} */ ({ tag: 'ipv4', val: { port, address: /** @type {[number, number, number, number]} */ ([127, 0, 0, 1]) } });

/**
 * Both sides are a guest's, so that all handles are ours.
 * @returns {Work}
 */
function connections() {
  const { instanceNetwork, tcpCreateSocket } = createSockets({ network: true });
  const network = instanceNetwork.instanceNetwork();
  const listener = tcpCreateSocket.createTcpSocket('ipv4');
  listener.startBind(network, localhost(0));
  finish(listener, () => listener.finishBind());
  listener.startListen();
  finish(listener, () => listener.finishListen());
  const address = listener.localAddress();
  const bytes = new Uint8Array(100);
  return {
    once() {
      const near = tcpCreateSocket.createTcpSocket('ipv4');
      near.startConnect(network, address);
      const [input, output] = finish(near, () => near.finishConnect());
      const [far, ...streams] = finish(listener, () => listener.accept());
      output.blockingWriteAndFlush(bytes);
      streams[0].blockingRead(100n);
      drop(input, output, near, ...streams, far);
    },
    end: () => drop(listener),
  };
}

/**
 * Requests that are given up, each at another point.
 * @returns {Promise<Work>}
 */
async function requests() {
  const server = fork(fileURLToPath(new URL('./http-server.js', import.meta.url)));
  const [port] = await once(server, 'message');
  const { types, outgoingHandler } = createHttp({ enableNetwork: true });
  const { Fields, OutgoingBody, OutgoingRequest } = types;

  function request() {
    const made = new OutgoingRequest(new Fields());
    made.setScheme({ tag: 'HTTP' });
    made.setAuthority(`127.0.0.1:${port}`);
    made.setPathWithQuery('/70000');
    return made;
  }

  function response() {
    const future = outgoingHandler.handle(request(), undefined);
    future.subscribe().block();
    const answer = future.get().val.val;
    drop(future);
    return answer;
  }

  /** @type {(() => void)[]} */
  const ways = [
    () => drop(request()),
    () => drop(outgoingHandler.handle(request(), undefined)),
    () => {
      const sent = request();
      const body = sent.body();
      const stream = body.write();
      const future = outgoingHandler.handle(sent, undefined);
      stream.blockingWriteAndFlush(new Uint8Array(100));
      drop(stream, body, future);
    },
    () => {
      const sent = request();
      sent.setMethod({ tag: 'post' });
      const body = sent.body();
      const future = outgoingHandler.handle(sent, undefined);
      OutgoingBody.finish(body, undefined);
      drop(future);
    },
    () => drop(response()),
    () => {
      const answer = response();
      const body = answer.consume();
      drop(body, answer);
    },
    () => {
      const answer = response();
      const body = answer.consume();
      const stream = body.stream();
      stream.blockingRead(10n);
      drop(stream, body, answer);
    },
  ];
  return {
    once: (index) => ways[index % ways.length](),
    end: () => void server.kill(),
  };
}

/** @type {[name: string, times: number, start: () => Work | Promise<Work>][]} */
export const works = [
  ['opens', 1_000_000, opens],
  ['pollables', 1_000_000, pollables],
  ['connections', 100_000, connections],
  ['dropped requests', 100_000, requests],
];

/**
 * @template Result
 * @param {{ subscribe: () => { block: () => void, [Symbol.dispose]: () => void } }} socket
 * @param {() => Result} attempt
 * @returns {Result}
 */
function finish(socket, attempt) {
  for (;;) {
    try {
      return attempt();
    } catch (code) {
      if (code !== 'would-block') throw code;
      const pollable = socket.subscribe();
      pollable.block();
      drop(pollable);
    }
  }
}

/** @param {{ [Symbol.dispose]: () => void }[]} resources */
function drop(...resources) {
  for (const resource of resources) resource[Symbol.dispose]();
}

const STEPS = 5;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, times, start] of works.filter(([name]) => name.includes(process.argv[2] ?? ''))) {
    const work = await start();
    for (let step = 0; step <= STEPS; step++) {
      const { heap, descriptors } = state();
      console.log(`${name} after ${(times / STEPS) * step}: heap ${(heap / 2 ** 20).toFixed(1)} MiB, ${descriptors} descriptors, RSS ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`);
      for (let index = 0; step < STEPS && index < times / STEPS; index++) work.once(index);
    }
    work.end();
  }
}
