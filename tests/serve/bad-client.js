// A client that behaves badly now and then. What it asks for properly has to be answered.

import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';

import { fetched } from './client.js';

/** How long a proper request may take before it counts as hung. */
const PATIENCE = 30_000;

/** @typedef {import('./server-process.js').ServerProcess} Server */

export class Client {
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
    if (dice < 0.05) return ['aborts while it is answered', () => this.#raw('GET /bytes/20000000 HTTP/1.1\r\nhost: a\r\n\r\n', true)];
    if (dice < 0.1) return ['aborts while it sends', () => this.#raw('POST /length HTTP/1.1\r\nhost: a\r\ncontent-length: 9999\r\n\r\nhalf', false)];
    if (dice < 0.12) return ['sends half a request', () => this.#raw('GET /hello HTT', false)];
    if (dice < 0.14) return ['sends nonsense', () => this.#raw('\u0000\u0001 nonsense\r\n\r\n', true)];
    if (dice < 0.16) return ['sends too many headers', () => this.#raw(`GET /hello HTTP/1.1\r\n${'a: b\r\n'.repeat(5000)}\r\n`, true)];
    if (dice < 0.18) return ['reads slowly', () => this.#readSlowly()];
    if (dice < 0.2) return ['writes slowly', () => this.#writeSlowly()];
    if (dice < 0.21) return ['makes it trap', () => this.#expect('trap', {}, 500, '')];
    if (dice < 0.4) return ['echoes', () => this.#echo()];
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
    if (!answer.isWhole) throw new Error('cut off');
    if (answer.status !== status || answer.text !== text) throw new Error(`${answer.status} ${answer.text.slice(0, 50)}`);
  }

  #echo() {
    const body = 'x'.repeat(Math.floor(this.#random() * 200_000));
    return this.#expect('echo', { method: 'POST', body }, 200, body);
  }

  async #readSlowly() {
    const socket = connect(this.#server.port, this.#server.host);
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write('GET /bytes/2000000 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    let length = 0;
    for await (const bytes of socket) {
      length += bytes.length;
      if (this.#random() < 0.3) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (length < 2_000_000) throw new Error(`cut off after ${length} bytes of 2000000`);
  }

  async #writeSlowly() {
    const socket = connect(this.#server.port, this.#server.host);
    socket.on('error', () => {});
    await once(socket, 'connect');
    const answer = socket.toArray();
    answer.catch(() => {});
    socket.write('POST /length HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 8000\r\n\r\n');
    for (let part = 0; part < 8; part++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.write('x'.repeat(1000));
    }
    const text = Buffer.concat(await answer).toString();
    if (!text.endsWith('\r\n\r\n8000')) throw new Error(text === '' ? 'cut off' : text.slice(0, 50));
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
    const answered = new Promise((resolve) => socket.once('data', resolve).once('close', resolve));
    await new Promise((resolve) => socket.write(text, 'latin1', resolve));
    if (waits) await answered;
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
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
