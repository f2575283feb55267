// Sockets of a guest against node:net in the same run, on loopback; the other side is a process of its own.
// `node bench/sockets.js [filter]`, and `node bench/sockets.js --flat` for what 10⁶ pollables and 10⁵ connections leave.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import * as net from 'node:net';
import { monotonicClock } from '../lib/clocks/index.js';
import { poll } from '../lib/io/index.js';
import { createSockets } from '../lib/sockets/index.js';

const ROUNDS = 11;

const sockets = createSockets({ network: true });
const network = sockets.instanceNetwork.instanceNetwork();

const ECHO = `
  const net = require('node:net');
  const server = net.createServer({ noDelay: true }, (socket) => socket.on('error', () => {}).pipe(socket));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;

const echo = spawn(process.execPath, ['-e', ECHO], { stdio: ['ignore', 'pipe', 'inherit'] });
const port = Number((await once(echo.stdout, 'data'))[0]);
echo.stdout.destroy();

const localhost = (port) => ({ tag: 'ipv4', val: { port, address: [127, 0, 0, 1] } });

function finish(subscriber, attempt) {
  for (;;) {
    try {
      return attempt();
    } catch (code) {
      if (code !== 'would-block') throw code;
      const pollable = subscriber.subscribe();
      pollable.block();
      pollable[Symbol.dispose]();
    }
  }
}

function connect(port) {
  const socket = sockets.tcpCreateSocket.createTcpSocket('ipv4');
  socket.startConnect(network, localhost(port));
  const [input, output] = finish(socket, () => socket.finishConnect());
  return { socket, input, output };
}

function drop({ socket, input, output }) {
  input[Symbol.dispose]();
  output[Symbol.dispose]();
  socket[Symbol.dispose]();
}

const memory = new Uint8Array(1 << 20).fill(7);

/** As generated code does it: bytes are views of the guest's memory, lists are copied into it. */
function guestEcho({ input, output }, size) {
  for (let sent = 0; sent < size; ) {
    const permit = Math.min(Number(output.checkWrite()), size - sent);
    if (permit === 0) output.subscribe().block();
    else output.write(memory.subarray(sent, sent + permit));
    sent += permit;
  }
  for (let got = 0; got < size; ) {
    const bytes = input.blockingRead(BigInt(size - got));
    memory.set(bytes, got);
    got += bytes.length;
  }
}

function nodeEcho(socket, size) {
  return new Promise((resolve) => {
    let got = 0;
    const onData = (chunk) => {
      memory.set(chunk, got);
      got += chunk.length;
      if (got < size) return;
      socket.off('data', onData);
      resolve();
    };
    socket.on('data', onData);
    socket.write(memory.subarray(0, size));
  });
}

const guestConnection = connect(port);
const nodeConnection = net.connect({ port, host: '127.0.0.1', noDelay: true });
await once(nodeConnection, 'connect');

const echoOf = (size, times) => [
  `echo ${size} bytes`,
  times,
  () => guestEcho(guestConnection, size),
  () => nodeEcho(nodeConnection, size),
];

const works = [
  echoOf(1, 2000),
  echoOf(4096, 2000),
  echoOf(65536, 800),
  echoOf(1 << 20, 60),
  ['connect and drop', 300, () => drop(connect(port)), nodeConnect],
];

async function nodeConnect() {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
}

/** Microseconds for each, of the clock and of both threads' CPU. */
async function measure(work, times) {
  const [start, before] = [process.hrtime.bigint(), process.cpuUsage()];
  for (let index = 0; index < times; index++) {
    const working = work();
    if (working !== undefined) await working;
  }
  const { user, system } = process.cpuUsage(before);
  return { wall: Number(process.hrtime.bigint() - start) / 1000 / times, cpu: (user + system) / times };
}

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

async function compare() {
  const column = (text) => String(text).padStart(9);
  console.log(`${'µs per operation'.padEnd(20)} ${['shim', 'node', 'ratio', 'shim CPU', 'node CPU', 'ratio'].map(column).join('')}`);
  for (const [name, times, shim, node] of works.filter(([name]) => name.includes(process.argv[2] ?? ''))) {
    const taken = { shim: [], node: [] };
    for (let round = -2; round < ROUNDS; round++) {
      const [one, other] = [await measure(shim, times), await measure(node, times)];
      if (round < 0) continue;
      taken.shim.push(one);
      taken.node.push(other);
    }
    const figures = ['wall', 'cpu'].flatMap((unit) => {
      const [one, other] = [taken.shim, taken.node].map((all) => median(all.map((figure) => figure[unit])));
      return [one.toFixed(1), other.toFixed(1), (one / other).toFixed(2)];
    });
    console.log(name.padEnd(20), figures.map(column).join(''));
  }
}

function state() {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const descriptors = process.platform === 'linux' ? readdirSync('/proc/self/fd').length : NaN;
  return `heap ${(heapUsed / 2 ** 20).toFixed(1)} MiB, RSS ${(rss / 2 ** 20).toFixed(0)} MiB, ${descriptors} descriptors`;
}

/** The guest is both sides, so that all handles are ours. */
function connections(times) {
  const listener = sockets.tcpCreateSocket.createTcpSocket('ipv4');
  listener.startBind(network, localhost(0));
  finish(listener, () => listener.finishBind());
  listener.startListen();
  finish(listener, () => listener.finishListen());
  for (let count = 0; count < times; count++) {
    const near = connect(listener.localAddress().val.port);
    const [socket, input, output] = finish(listener, () => listener.accept());
    near.output.blockingWriteAndFlush(memory.subarray(0, 100));
    input.blockingRead(100n);
    drop(near);
    drop({ socket, input, output });
  }
  listener[Symbol.dispose]();
}

function pollables(times) {
  for (let count = 0; count < times; count++) {
    const both = [guestConnection.input.subscribe(), monotonicClock.subscribeDuration(0n)];
    poll.poll(both);
    for (const pollable of both) pollable[Symbol.dispose]();
  }
}

function flat() {
  for (const [name, work, step] of [['pollables', pollables, 250_000], ['connections', connections, 25_000]]) {
    work(step / 10);
    console.log(`${name}: at first ${state()}`);
    for (let done = step; done <= 4 * step; done += step) {
      work(step);
      console.log(`${name}: after ${done} ${state()}`);
    }
  }
}

if (process.argv[2] === '--flat') flat();
else await compare();
echo.kill();
nodeConnection.destroy();
drop(guestConnection);
