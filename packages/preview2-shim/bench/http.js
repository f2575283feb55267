// wasi:http's client, called as generated code calls it, against node:http with a keep-alive agent in the same process,
// both with a server on loopback. They take turns; what counts is the ratio, of time and of CPU time with all threads.
// `node bench/http.js [filter]`; `node --expose-gc bench/http.js soak` makes 100000 requests and shows what is left of them.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { Agent, request as nodeRequest } from 'node:http';
import { createHttp } from '../lib/http/index.js';

const ROUNDS = 9;

const server = fork(new URL('./http-server.js', import.meta.url));
const [port] = await once(server, 'message');

const { types, outgoingHandler } = createHttp({ enableNetwork: true });
const { Fields, IncomingBody, OutgoingBody, OutgoingRequest } = types;
const agent = new Agent({ keepAlive: true });
const authority = `127.0.0.1:${port}`;

/** What generated code does with a list: one copy into the guest's memory. */
const memory = new Uint8Array(1 << 20);
const lift = (list) => memory.set(list, 0);

const accept = new TextEncoder().encode('*/*');

function shimRequest(method, path, upload) {
  const headers = Fields.fromList([['accept', accept]]);
  const request = new OutgoingRequest(headers);
  request.setMethod({ tag: method });
  request.setScheme({ tag: 'HTTP' });
  request.setAuthority(authority);
  request.setPathWithQuery(path);
  const body = request.body();
  const future = outgoingHandler.handle(request, undefined);
  if (upload !== undefined) write(body, upload);
  OutgoingBody.finish(body, undefined);
  const pollable = future.subscribe();
  pollable.block();
  pollable[Symbol.dispose]();
  const response = future.get().val.val;
  future[Symbol.dispose]();
  const length = read(response);
  response[Symbol.dispose]();
  return length;
}

function write(body, bytes) {
  const stream = body.write();
  for (let at = 0; at < bytes.length; at += 4096) stream.blockingWriteAndFlush(bytes.subarray(at, at + 4096));
  stream[Symbol.dispose]();
}

function read(response) {
  const headers = response.headers();
  headers.get('content-type').forEach(lift);
  headers[Symbol.dispose]();
  const body = response.consume();
  const stream = body.stream();
  let length = 0;
  try {
    for (;;) {
      const bytes = stream.blockingRead(65536n);
      lift(bytes);
      length += bytes.length;
    }
  } catch (error) {
    if (error.tag !== 'closed') throw error;
  }
  stream[Symbol.dispose]();
  IncomingBody.finish(body)[Symbol.dispose]();
  return length;
}

const plainRequest = (method, path, upload) => new Promise((resolve, reject) => {
  const options = { host: '127.0.0.1', port, path, method: method.toUpperCase(), agent, headers: { accept: '*/*' } };
  const request = nodeRequest(options, (response) => {
    let length = 0;
    response.on('data', (bytes) => {
      lift(bytes);
      length += bytes.length;
    });
    response.on('end', () => resolve(length));
  });
  request.on('error', reject);
  request.end(upload);
});

const upload = new Uint8Array(65536).fill(0x78);

/** @type {[name: string, times: number, ...args: [method: string, path: string, upload?: Uint8Array]][]} */
const works = [
  ['GET, no bytes', 1000, 'get', '/0'],
  ['GET, 1 KB', 1000, 'get', '/1024'],
  ['GET, 64 KB', 500, 'get', '/65536'],
  ['GET, 1 MB', 50, 'get', '/1048576'],
  ['POST, 64 KB', 300, 'post', '/0', upload],
];

/** Microseconds per call: of time, and of CPU time. */
async function measure(work, times) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let index = 0; index < times; index++) await work();
  const time = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { time: (time * 1000) / times, cpu: (user + system) / times };
}

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

async function compare() {
  const columns = ['shim', 'node', 'ratio', 'shim CPU', 'node CPU', 'ratio'];
  console.log(`${'µs per request'.padEnd(16)} ${columns.map((name) => name.padStart(9)).join('')}`);
  for (const [name, times, ...args] of works.filter(([name]) => name.includes(process.argv[2] ?? ''))) {
    const taken = { shim: [], node: [] };
    for (let round = -2; round < ROUNDS; round++) {
      const shim = await measure(() => shimRequest(...args), times);
      const node = await measure(() => plainRequest(...args), times);
      if (round >= 0) taken.shim.push(shim), taken.node.push(node);
    }
    const of = (list, what) => median(list.map((one) => one[what]));
    const figures = ['time', 'cpu'].flatMap((what) => {
      const [shim, node] = [of(taken.shim, what), of(taken.node, what)];
      return [shim.toFixed(1), node.toFixed(1), (shim / node).toFixed(2)];
    });
    console.log(`${name.padEnd(16)} ${figures.map((figure) => figure.padStart(9)).join('')}`);
  }
}

/** What may not grow. */
async function left() {
  // What the worker has sent is received by turns of the loop, too.
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  return `heap ${megabytes(heapUsed)}, external ${megabytes(external)}, rss ${megabytes(rss)}, ${readdirSync('/proc/self/fd').length} fds`;
}

async function soak() {
  for (let done = 0; done <= 100_000; done += 20_000) {
    if (done > 0) for (let index = 0; index < 20_000; index++) shimRequest('get', '/1024');
    console.log(`${done} requests: ${await left()}`);
  }
}

await (process.argv[2] === 'soak' ? soak() : compare());
agent.destroy();
server.kill();
