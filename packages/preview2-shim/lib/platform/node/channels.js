// Channels to what needs an event loop: one worker for each thread that has a use for it, started by the first `open`.

import { createRequire } from 'node:module';
import { Channel } from './channel.js';
import { MemoryPool } from './memory.js';
import { addon } from './native.js';
import { changes, mark, wait, whileWaiting } from './port.js';
import * as shared from './shared.js';

export { hostError } from './shared.js';

/** @type {Switchboard | undefined} */
let current;

/**
 * Opens a channel to a driver in the worker.
 * @param {string} kind the driver's name
 * @param {unknown} options what it is told
 * @param {{ bytes?: boolean }} [needs] whether bytes are to go over it; else messages only
 * @returns {Channel}
 */
export function open(kind, options, { bytes = false } = {}) {
  if (current === undefined || current.isDead()) current = new Switchboard();
  return current.open(kind, options, bytes);
}

// How many times the worker may fail to answer a ping.
const PATIENCE = 5;

// For how many nanoseconds nothing may happen before a process that ends gives up on bytes that no one takes.
const LAST_WAIT = 500_000_000;

// The same for messages, which a worker takes as soon as it runs.
const LAST_ANSWER = 5_000_000_000;

class Switchboard {
  #words = new Int32Array(new SharedArrayBuffer(shared.PORT_WORDS * 4));
  #port;
  #receive;
  /** @type {Error | undefined} */
  #death;
  #received = 0;
  // Numbers of channels opened here are even, of those opened by the worker odd.
  #nextId = 0;
  /** @type {Map<number, Channel>} */
  #channels = new Map();
  #pool = new MemoryPool();
  #pings = 0;
  #silence = 0;
  #drain = () => this.#finish();

  constructor() {
    // Loaded on need: files and clocks do without.
    const { MessageChannel, Worker, receiveMessageOnPort } = createRequire(import.meta.url)('node:worker_threads');
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#receive = receiveMessageOnPort;
    try {
      this.#start(Worker, port2);
    } catch (error) {
      // Node's permission model, or no memory for another thread.
      this.#die(/** @type {Error} */ (error).message);
    }
  }

  /**
   * @param {typeof import('node:worker_threads').Worker} Worker
   * @param {import('node:worker_threads').MessagePort} port
   */
  #start(Worker, port) {
    const worker = new Worker(new URL('./worker/main.js', import.meta.url), {
      name: 'wasi-io',
      workerData: { changes, words: this.#words, port, addon },
      transferList: [port],
      // The flags of this thread may be about its main module.
      execArgv: [],
      // Lower than V8's own limit, with which the worker keeps a hundred megabytes of what it no longer needs.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    worker.unref();
    worker.on('error', (error) => this.#die(error.message));
    worker.on('exit', () => this.#die('it has ended'));
    whileWaiting(() => this.#watch());
    process.on('exit', this.#drain);
  }

  isDead() {
    this.#collect();
    return this.#death !== undefined;
  }

  /**
   * @param {string} kind
   * @param {unknown} options
   * @param {boolean} bytes
   */
  open(kind, options, bytes) {
    const memory = bytes ? this.#pool.take() : undefined;
    const id = this.#nextId;
    this.#nextId += 2;
    const channel = this.#channel(id, memory);
    this.#port.postMessage([id, shared.OPEN, { kind, options, memory }]);
    return channel;
  }

  /**
   * @param {number} id
   * @param {import('./memory.js').Memory | undefined} memory
   * @returns {Channel}
   */
  #channel(id, memory) {
    const channel = new Channel(memory, {
      ring: () => this.#port.postMessage(id),
      post: (kind, content) => this.#port.postMessage([id, kind, content]),
      collect: () => this.#collect(),
      adopt: (opened) => /** @type {Channel} */ (this.#channels.get(opened)),
    });
    if (this.#death === undefined) this.#channels.set(id, channel);
    else channel.fail(this.#death);
    return channel;
  }

  /** Takes in what the worker has sent: its last words too, if it has ended. */
  #collect() {
    if (this.#death !== undefined) return;
    const isOver = Atomics.load(this.#words, shared.STATE) === shared.DEAD;
    const sent = Atomics.load(this.#words, shared.SENT);
    for (; this.#received !== sent; this.#received = (this.#received + 1) | 0) {
      const [id, kind, content] = this.#receive(this.#port).message;
      if (kind === shared.DIE) return this.#die(content);
      this.#deliver(id, kind, content);
    }
    if (isOver) this.#die('it has ended');
  }

  /**
   * @param {number} id
   * @param {number} kind
   * @param {unknown} content
   * @returns {unknown}
   */
  #deliver(id, kind, content) {
    if (kind === shared.OPEN) return this.#channel(id, /** @type {import('./memory.js').Memory} */ (content));
    const channel = /** @type {Channel} */ (this.#channels.get(id));
    if (kind === shared.MESSAGE) return channel.deliver(content);
    if (kind === shared.FAIL) return channel.fail(shared.hostError(/** @type {shared.HostErrorData} */ (content)));
    this.#channels.delete(id);
    const isOurs = id % 2 === 0;
    if (isOurs && channel.memory !== undefined) this.#pool.give(channel.memory);
  }

  /** @param {string} reason */
  #die(reason) {
    if (this.#death !== undefined) return;
    this.#death = shared.hostError({ code: 'EIO', message: `the worker for input and output died: ${reason}` });
    process.off('exit', this.#drain);
    this.#port.close();
    for (const channel of this.#channels.values()) channel.fail(this.#death);
    this.#channels.clear();
    Atomics.add(changes, 0, 1);
  }

  /** Asks the worker whether it lives: one that was killed could not say so. */
  #watch() {
    if (this.isDead()) return;
    if (Atomics.load(this.#words, shared.PONG) === this.#pings) this.#silence = 0;
    else if (++this.#silence === PATIENCE) return this.#die('it does not answer');
    this.#port.postMessage([0, shared.PING, ++this.#pings]);
  }

  /** Before the process ends: what a guest has sent is on its way, as it were with a kernel's buffer. */
  #finish() {
    if (this.isDead()) return;
    // The worker takes messages in their order, so that it has sent all datagrams when it answers.
    this.#port.postMessage([0, shared.PING, ++this.#pings]);
    for (;;) {
      const seen = mark();
      this.#collect();
      const isHeard = Atomics.load(this.#words, shared.PONG) === this.#pings;
      const isPending = [...this.#channels.values()].some((channel) => channel.isPending);
      if ((isHeard && !isPending) || this.isDead()) return;
      wait(seen, isHeard ? LAST_WAIT : LAST_ANSWER);
      if (mark() === seen) return;
    }
  }
}
