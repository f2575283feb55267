#!/usr/bin/env node
// Many clients at once, some of them bad, and handlers that trap: every proper request is answered, and what the server
// holds afterwards is what it held before.
//
//   node tests/serve/soak.js [--seconds 60] [--connections 256] [--seed 1]

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { fetched } from './client.js';

const jco = fileURLToPath(new URL('../../packages/jco/bin/jco.js', import.meta.url));
const handler = fileURLToPath(new URL('../guests/built/http-handler.wasm', import.meta.url));

/** How long a proper request may take before it counts as hung. */
const PATIENCE = 30_000;

/**
 * @typedef {object} Report
 * @property {Record<string, number>} counts of what clients did
 * @property {string[]} mistakes proper requests that were not answered as they should be
 * @property {{ mebibytes: number, descriptors: number, threads: number }} before after a first round
 * @property {{ mebibytes: number, descriptors: number, threads: number }} after
 */

/**
 * @param {{ seconds: number, connections: number, seed?: number }} options
 * @returns {Promise<Report>}
 */
export async function soak({ seconds, connections, seed = 1 }) {
  const server = await started('--isolate', 'none');
  const round = async (/** @type {number} */ time) => {
    const end = performance.now() + time * 1000;
    const clients = Array.from({ length: connections }, (_, index) => new Client(server, random(seed * 1000 + index)));
    await Promise.all(clients.map((client) => client.until(end)));
    return clients;
  };
  try {
    await round(Math.min(seconds, 3));
    const before = await atRest(server.pid);
    const clients = await round(seconds);
    const after = await atRest(server.pid);
    /** @type {Record<string, number>} */
    const counts = {};
    for (const client of clients) {
      for (const [kind, count] of Object.entries(client.counts)) counts[kind] = (counts[kind] ?? 0) + count;
    }
    return { counts, mistakes: clients.flatMap(({ mistakes }) => mistakes), before, after };
  } finally {
    server.child.kill('SIGKILL');
  }
}

/** @param {string[]} args */
async function started(...args) {
  const child = spawn(process.execPath, [jco, 'serve', '--port', '0', ...args, handler], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const [host, port] = await new Promise((resolve, reject) => {
    child.stderr.on('data', (text) => {
      said += text;
      const [, ...place] = /^Serving HTTP on http:\/\/(.+):(\d+)\/$/m.exec(said) ?? [];
      if (place.length > 0) resolve(place);
    });
    child.on('exit', (code, signal) => reject(new Error(`the server ended with ${code ?? signal}: ${said.slice(-2000)}`)));
  });
  return { child, pid: /** @type {number} */ (child.pid), host, port: Number(port), url: `http://${host}:${port}/` };
}

/**
 * What the server holds once it has come to rest: its spare threads end after ten seconds.
 * @param {number} pid
 */
async function atRest(pid) {
  const held = () => ({
    mebibytes: Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    threads: readdirSync(`/proc/${pid}/task`).length,
  });
  let last = held();
  for (let same = 0; same < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 4000));
    const now = held();
    same = now.descriptors === last.descriptors && now.threads === last.threads ? same + 1 : 0;
    last = now;
  }
  return last;
}

/** @typedef {Awaited<ReturnType<typeof started>>} Server */

class Client {
  #server;
  #random;
  #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  /** @type {Record<string, number>} */
  counts = {};
  /** @type {string[]} */
  mistakes = [];

  /**
   * @param {Server} server
   * @param {() => number} random
   */
  constructor(server, random) {
    this.#server = server;
    this.#random = random;
  }

  /** @param {number} end */
  async until(end) {
    while (performance.now() < end) {
      const [kind, act] = this.#pick();
      this.counts[kind] = (this.counts[kind] ?? 0) + 1;
      try {
        await inTime(act());
      } catch (error) {
        this.mistakes.push(`${kind}: ${/** @type {Error} */ (error).message}`);
        this.#agent.destroy();
      }
    }
    this.#agent.destroy();
  }

  /** @returns {[string, () => Promise<unknown>]} */
  #pick() {
    const dice = this.#random();
    if (dice < 0.02) return ['aborts while it is answered', () => this.#raw('GET /bytes/20000000 HTTP/1.1\r\nhost: a\r\n\r\n', true)];
    if (dice < 0.04) return ['aborts while it sends', () => this.#raw('POST /length HTTP/1.1\r\nhost: a\r\ncontent-length: 9999\r\n\r\nhalf', false)];
    if (dice < 0.06) return ['sends half a request', () => this.#raw('GET /hello HTT', false)];
    if (dice < 0.07) return ['sends nonsense', () => this.#raw('\u0000\u0001 nonsense\r\n\r\n', true)];
    if (dice < 0.08) return ['sends too many headers', () => this.#raw(`GET /hello HTTP/1.1\r\n${'a: b\r\n'.repeat(5000)}\r\n`, true)];
    if (dice < 0.1) return ['reads slowly', () => this.#slow()];
    if (dice < 0.11) return ['makes it trap', () => this.#expect('trap', {}, 500, '')];
    if (dice < 0.3) return ['echoes', () => this.#echo()];
    return ['asks', () => this.#expect('hello', {}, 200, 'Hello, WASI!')];
  }

  /**
   * @param {string} path
   * @param {Parameters<typeof fetched>[1]} options
   * @param {number} status
   * @param {string} text
   */
  async #expect(path, options, status, text) {
    const answer = await fetched(`${this.#server.url}${path}`, { agent: this.#agent, ...options });
    if (answer.status !== status || answer.text !== text) throw new Error(`${answer.status} ${answer.text.slice(0, 50)}`);
  }

  #echo() {
    const body = 'x'.repeat(Math.floor(this.#random() * 200_000));
    return this.#expect('echo', { method: 'POST', body }, 200, body);
  }

  async #slow() {
    const socket = connect(this.#server.port, this.#server.host);
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write('GET /bytes/2000000 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    let length = 0;
    for await (const bytes of socket) {
      length += bytes.length;
      if (this.#random() < 0.3) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (length < 2_000_000) throw new Error(`${length} bytes of 2000000`);
  }

  /**
   * Writes something, and goes away.
   * @param {string} text
   * @param {boolean} waits for the first bytes of an answer
   */
  async #raw(text, waits) {
    const socket = connect(this.#server.port, this.#server.host);
    socket.on('error', () => {});
    await once(socket, 'connect');
    await new Promise((resolve) => socket.write(text, 'latin1', resolve));
    if (waits) await Promise.race([once(socket, 'data'), once(socket, 'close')]);
    socket.destroy();
  }
}

/**
 * @template T
 * @param {Promise<T>} work
 */
async function inTime(work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing after ${PATIENCE} ms`)), PATIENCE);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} seed */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = { seconds: { type: 'string', default: '60' }, connections: { type: 'string', default: '256' }, seed: { type: 'string', default: '1' } };
  const { values } = parseArgs({ options: /** @type {any} */ (options) });
  const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
  const report = await soak(/** @type {any} */ (numbers));
  console.log(report.counts, report.mistakes.slice(0, 20), report.before, report.after);
  process.exitCode = report.mistakes.length === 0 ? 0 : 1;
}
