// The front: takes requests from node:http, gives them to the guest threads, and sends what these answer.

import { Exchange } from './exchange.js';
import * as layout from './layout.js';
import { QueueFront } from './queue.js';
import { GuestThread } from './guest-thread.js';
import { Slab } from './slab.js';
import { keepYoungGenerationSmall } from './young-generation.js';

/** @typedef {import('./exchange.js').Request} Request */
/** @typedef {import('./exchange.js').Response} Response */
/** @typedef {import('./exchange.js').Outcome} Outcome */

/**
 * @typedef {object} FrontOptions
 * @property {import('./component.js').Program} program
 * @property {number} threads how many guest threads there are under load
 * @property {number} maxThreads how many there may be when all are busy
 * @property {number} requestTimeout for how many milliseconds a handler may neither read nor write
 * @property {number} idleTimeout for how many milliseconds a client may keep a handler waiting
 * @property {number} maxBody how many bytes of a request's body are let through
 * @property {(line: string) => void} warn
 * @property {(request: Request, outcome: Outcome, milliseconds: number) => void} [log]
 */

// How often the threads are looked at while there are requests, in milliseconds.
const SWEEP = 10;

/** How many looks in a row must find that no request is taken before more threads are started. */
const PATIENCE = 3;

/** For how many milliseconds a handler may use its processor before another thread is started. */
const BUSY_TIME = 100;

/** How many threads start at the same time at most: starting takes a processor some 30 ms. */
const STARTED_AT_ONCE = 4;

/** For how many milliseconds a thread beyond the first ones may have nothing to do. */
const SPARE_TIME = 10_000;

export class Front {
  #options;
  #memory = layout.queueMemory();
  #words = layout.queueParts(this.#memory).words;
  #queue = new QueueFront(this.#memory);
  /** @type {Set<GuestThread>} */
  #threads = new Set();
  /** @type {Map<number, Exchange>} those whose handler has not returned, or whose response is not over */
  #exchanges = new Map();
  /** @type {Exchange[]} those that the queue had no room for */
  #backlog = [];
  #means;
  #lastId = 0;
  #isPublishing = false;
  #takenAtSweep = 0;
  #stillSweeps = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #sweeper;
  #isClosing = false;
  /** @type {(() => void) | undefined} */
  #idle;

  /** @param {FrontOptions} options */
  constructor(options) {
    this.#options = options;
    this.#means = { maxBody: options.maxBody, slab: new Slab() };
  }

  /** Starts the first thread; when the promise is settled it is ready, or could not start. The others start under load. */
  async start() {
    await this.#startThread().ready;
    this.#listen();
  }

  /** What node:http calls. */
  handle = (/** @type {Request} */ request, /** @type {Response} */ response) => {
    if (this.#isClosing) response.setHeader('connection', 'close');
    const refusal = this.#refusal(request);
    const id = (this.#lastId = (this.#lastId + 1) & 0x3fff_ffff || 1);
    const begun = this.#options.log && performance.now();
    const exchange = new Exchange(id, request, response, this.#means, (exchange, outcome) => {
      if (begun !== undefined) this.#options.log?.(request, outcome, performance.now() - begun);
      if (outcome.failure !== undefined && !outcome.isClientGone) {
        this.#options.warn(`${request.method} ${request.url}: ${outcome.failure}`);
      }
      if (outcome.isAborted) this.#abandon(exchange);
    });
    if (refusal !== undefined) return exchange.fail(...refusal);
    this.#exchanges.set(id, exchange);
    this.#submit(exchange);
  };

  /** Ends the threads, whatever they are at. */
  async stop() {
    clearTimeout(this.#sweeper);
    const threads = [...this.#threads];
    this.#threads.clear();
    await Promise.all(threads.map((thread) => thread.kill()));
  }

  /** Settled when all that has come in is answered and the threads have ended. */
  async close() {
    this.#isClosing = true;
    if (this.#exchanges.size > 0) await new Promise((resolve) => (this.#idle = () => resolve(undefined)));
    clearTimeout(this.#sweeper);
    const threads = [...this.#threads];
    this.#threads.clear();
    this.#queue.close();
    await Promise.all(threads.map((thread) => thread.end()));
  }

  /**
   * @param {Request} request
   * @returns {[number, string] | undefined}
   */
  #refusal(request) {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > this.#options.maxBody) return [413, `a body of ${length} bytes`];
    return undefined;
  }

  /** @param {Exchange} exchange */
  #submit(exchange) {
    if (this.#queue.isFull) return void this.#backlog.push(exchange);
    const head = requestHead(exchange.request);
    if (head.length > layout.LONGEST_HEAD) return this.#refuse(exchange, 431, 'the head is too long');
    this.#queue.put(exchange.id, head);
    if (this.#isPublishing) return;
    // Requests come in rows, one for each connection that has something: they are told of at once.
    this.#isPublishing = true;
    setImmediate(() => {
      this.#isPublishing = false;
      this.#queue.publish();
      this.#sweeper ??= setTimeout(this.#sweep, SWEEP);
    });
  }

  /**
   * @param {Exchange} exchange
   * @param {number} status
   * @param {string} why
   */
  #refuse(exchange, status, why) {
    this.#exchanges.delete(exchange.id);
    exchange.fail(status, why);
  }

  #refill() {
    while (this.#backlog.length > 0 && !this.#queue.isFull) {
      const exchange = /** @type {Exchange} */ (this.#backlog.shift());
      if (exchange.isOver) this.#forget(exchange);
      else this.#submit(exchange);
    }
  }

  // Takes in what the threads say, until nobody has said anything since one looked.
  #listen() {
    const words = this.#words;
    const listen = () => {
      for (;;) {
        const said = Atomics.load(words, layout.SAID);
        for (const thread of this.#threads) this.#hear(thread);
        if (this.#backlog.length > 0) this.#refill();
        Atomics.store(words, layout.IS_FRONT_ASLEEP, 1);
        const waited = /** @type {any} */ (Atomics).waitAsync(words, layout.SAID, said);
        if (waited.async) return void waited.value.then(listen);
      }
    };
    listen();
  }

  /** @param {GuestThread} thread */
  #hear(thread) {
    const { lane } = thread;
    if (thread.isClogged) return;
    lane.checkRoom();
    const { frames } = lane;
    /** @type {Exchange | undefined} */
    let exchange;
    let hasTaken = false;
    while (frames.next()) {
      hasTaken = true;
      thread.noteProgress();
      if (exchange?.id !== frames.id) {
        exchange?.flush();
        exchange = this.#exchanges.get(frames.id);
        if (exchange !== undefined) exchange.lane = lane;
      }
      if (exchange !== undefined && exchange.take(frames)) this.#forget(exchange);
    }
    if (hasTaken) lane.gaveRoom();
    if (exchange === undefined) return;
    exchange.flush();
    if (exchange.isClogged) this.#awaitDrain(thread, exchange);
  }

  /**
   * @param {GuestThread} thread
   * @param {Exchange} exchange
   */
  #awaitDrain(thread, exchange) {
    thread.isClogged = true;
    exchange.onDrain(() => {
      if (!thread.isClogged) return;
      thread.isClogged = false;
      thread.noteProgress();
      this.#hear(thread);
    });
  }

  /** @param {Exchange} exchange */
  #forget(exchange) {
    this.#exchanges.delete(exchange.id);
    if (this.#exchanges.size === 0) this.#idle?.();
  }

  /**
   * Tells the thread that the client has gone, if one has the request.
   * @param {Exchange} exchange
   */
  #abandon(exchange) {
    for (const { lane } of this.#threads) if (lane.current === exchange.id) lane.clientHasGone(exchange.id);
  }

  #sweep = () => {
    keepYoungGenerationSmall();
    const now = performance.now();
    for (const thread of this.#threads) this.#watch(thread, now);
    this.#considerGrowth(now);
    const isQuiet = this.#exchanges.size === 0 && this.#threads.size <= this.#options.threads;
    this.#sweeper = isQuiet ? undefined : setTimeout(this.#sweep, SWEEP);
  };

  /** @param {number} now */
  #considerGrowth(now) {
    const { taken, length } = this.#queue;
    if (length > 0 && this.#threads.size < this.#options.threads) this.#startThread();
    const isStill = length > 0 && taken === this.#takenAtSweep && this.#areAllHeldUp(now);
    this.#takenAtSweep = taken;
    this.#stillSweeps = isStill ? this.#stillSweeps + 1 : 0;
    if (this.#stillSweeps >= PATIENCE) this.#grow();
  }

  /**
   * @param {GuestThread} thread
   * @param {number} now
   */
  #watch(thread, now) {
    const id = thread.lane.current;
    const exchange = this.#exchanges.get(id);
    const isClientSlow = id !== 0 && (thread.isClogged || (exchange?.isStarving ?? false));
    const idle = thread.sinceProgress(id, isClientSlow, now);
    if (id === 0) {
      if (idle > SPARE_TIME && this.#threads.size > this.#options.threads) this.#retire(thread);
      return;
    }
    if (exchange?.isOver) thread.lane.clientHasGone(id);
    if (idle <= (isClientSlow ? this.#options.idleTimeout : this.#options.requestTimeout)) return;
    if (isClientSlow) return exchange?.abort('the client kept the handler waiting for too long');
    this.#replace(thread, 504, `the handler took longer than ${this.#options.requestTimeout} ms`);
  }

  /**
   * Whether no thread will take a request soon. Those that are only busy are left alone for a while: more of them would
   * not make it quicker.
   * @param {number} now
   */
  #areAllHeldUp(now) {
    const isHeldUp = (/** @type {GuestThread} */ thread) =>
      thread.lane.isWaiting || thread.isClogged || thread.sinceTaken(thread.lane.current, now) > BUSY_TIME;
    return [...this.#threads].filter(({ lane }) => lane.isReady).every(isHeldUp);
  }

  #grow() {
    const starting = [...this.#threads].filter(({ lane }) => !lane.isReady).length;
    const wanted = Math.min(this.#queue.length, STARTED_AT_ONCE) - starting;
    const permitted = this.#options.maxThreads - this.#threads.size;
    for (let count = Math.min(wanted, permitted); count > 0; count--) this.#startThread();
  }

  #startThread() {
    const thread = new GuestThread(this.#options.program, this.#memory, (/** @type {string} */ why) => this.#replace(thread, 500, why));
    this.#threads.add(thread);
    return thread;
  }

  /** @param {GuestThread} thread */
  #retire(thread) {
    this.#threads.delete(thread);
    void thread.kill();
  }

  /**
   * @param {GuestThread} thread that has died, or has to
   * @param {number} status what its request is answered with
   * @param {string} why
   */
  #replace(thread, status, why) {
    if (!this.#threads.delete(thread)) return;
    thread.isClogged = false;
    this.#hear(thread);
    const exchange = this.#exchanges.get(thread.lane.current);
    void thread.kill();
    if (exchange !== undefined) {
      exchange.fail(status, why);
      this.#forget(exchange);
    } else {
      this.#options.warn(why);
    }
    if (thread.wasReady && this.#threads.size === 0) this.#startThread();
  }
}

/**
 * What a guest thread is told of a request: method, target, scheme, authority, whether there is a body, and the headers,
 * a line each.
 * @param {Request} request
 */
function requestHead(request) {
  const { headers, rawHeaders, httpVersionMajor } = request;
  const isSecure = /** @type {import('node:tls').TLSSocket} */ (request.socket).encrypted === true;
  const authority = headers.host ?? /** @type {string | undefined} */ (headers[':authority']) ?? '';
  const hasBody = httpVersionMajor >= 2
    ? !(/** @type {any} */ (request).stream.endAfterHeaders)
    : headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  let head = `${request.method}\n${request.url}\n${isSecure ? 'HTTPS' : 'HTTP'}\n${authority}\n${hasBody ? 1 : 0}`;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index].charCodeAt(0) !== COLON) head += `\n${rawHeaders[index]}\n${rawHeaders[index + 1]}`;
  }
  return head;
}

const COLON = 58;
