// A thread that runs the component, as the front sees it.

import { Worker } from 'node:worker_threads';

import { Lane } from './lane.js';
import * as layout from './layout.js';

export class GuestThread {
  #worker;
  #progress = performance.now();
  #current = 0;
  #isWaiting = false;
  #taken = { id: 0, at: 0 };
  /** Whether a client does not take what the thread writes. */
  isClogged = false;
  /** Whether it has ever been ready: what could not start once will not the next time. */
  wasReady = false;

  /**
   * @param {import('./component.js').Program} program
   * @param {SharedArrayBuffer} queue
   * @param {(why: string) => void} died called when it ends of itself
   */
  constructor(program, queue, died) {
    const memory = layout.laneMemory();
    this.lane = new Lane(memory);
    this.#worker = new Worker(new URL('./guest/main.js', import.meta.url), {
      name: 'jco-guest',
      workerData: { program, queue, memory },
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    /** Settled when it can take requests; rejected when it could not start. */
    this.ready = new Promise((resolve, reject) => {
      this.#worker.once('message', (/** @type {Int32Array} */ changes) => {
        this.lane.wakesOn(changes);
        this.wasReady = true;
        resolve(undefined);
      });
      this.#worker.once('error', reject);
      this.#worker.once('exit', (code) => reject(new Error(`a guest thread ended with ${code}`)));
    });
    this.ready.catch(() => {});
    this.#worker.on('error', (error) => died(String(error?.message ?? error)));
    this.#worker.on('exit', () => died('a guest thread has ended'));
  }

  noteProgress() {
    this.#progress = performance.now();
  }

  /**
   * For how many milliseconds the thread is known to have been at the request; 0 for none.
   * @param {number} id
   * @param {number} now
   */
  sinceTaken(id, now) {
    if (id !== this.#taken.id) this.#taken = { id, at: now };
    return id === 0 ? 0 : now - this.#taken.at;
  }

  /**
   * For how many milliseconds the thread has been at the request, or at none, has moved nothing, and has or has not
   * waited for the client.
   * @param {number} id
   * @param {boolean} isWaiting for the client
   * @param {number} now
   */
  sinceProgress(id, isWaiting, now) {
    if (id !== this.#current || isWaiting !== this.#isWaiting) {
      this.#current = id;
      this.#isWaiting = isWaiting;
      this.#progress = now;
    }
    return now - this.#progress;
  }

  /** Settled when the thread has ended of itself. */
  end() {
    return new Promise((resolve) => this.#worker.once('exit', resolve));
  }

  kill() {
    return this.#worker.terminate();
  }
}
