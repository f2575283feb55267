// proc_*, sched_yield and random_get

import { randomPool } from '@jco/preview2-shim/internal/random/pool.js';

/** @typedef {import('./index.js').State} State */

const LAST_SIGNAL = 30;

/** Signals that do nothing to a process that does not handle them: none, CHLD, CONT, URG, WINCH. */
const HARMLESS = [0, 16, 17, 22, 27];

/** Signals that would stop the process: STOP, TSTP, TTIN, TTOU. */
const STOPPING = [18, 19, 20, 21];

/** What a shell adds to the number of the signal that ended a process. */
const KILLED = 128;

/** The most that comes from the pool. */
const LARGEST_PORTION = 1024;

/** @param {State} state */
export function procFunctions({ memory, fillRandom, exit }) {
  const pool = randomPool(fillRandom);
  return {
    /** @type {(code: number) => void} */
    proc_exit(code) {
      exit.leave(code >>> 0);
    },

    /**
     * The guest alone is meant: the host's process gets no signal.
     * @type {(signal: number) => void}
     */
    proc_raise(signal) {
      if (signal >>> 0 > LAST_SIGNAL) throw 'invalid';
      if (STOPPING.includes(signal)) throw 'unsupported';
      if (!HARMLESS.includes(signal)) exit.leave(KILLED + signal);
    },

    /** @type {() => void} */
    sched_yield() {},

    /** @type {(address: number, length: number) => void} */
    random_get(address, length) {
      const bytes = memory.slice(address >>> 0, length >>> 0);
      if (bytes.length > LARGEST_PORTION) fillRandom(bytes);
      else bytes.set(pool.bytes(BigInt(bytes.length)));
    },
  };
}
