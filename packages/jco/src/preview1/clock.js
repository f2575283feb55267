// clock_*

import { CPU_RESOLUTION, MONOTONIC_RESOLUTION, WALL_RESOLUTION, cpu } from '@jco/preview2-shim/internal/platform/clock.js';

/** @typedef {import('./index.js').State} State */

const REALTIME = 0;
const MONOTONIC = 1;
const PROCESS_CPU = 2;
const THREAD_CPU = 3;

/** @param {State} state */
export function clockFunctions({ memory, monotonic, wall }) {
  /** @param {number} clock */
  function now(clock) {
    switch (clock) {
      case MONOTONIC:
        return monotonic();
      case REALTIME:
        return wall();
      // The guest's thread is the only one of the process that does work.
      case PROCESS_CPU:
      case THREAD_CPU:
        return cpu();
      default:
        throw 'invalid';
    }
  }

  return {
    /** @type {(clock: number, result: number) => void} */
    clock_res_get(clock, result) {
      const resolution = [WALL_RESOLUTION, MONOTONIC_RESOLUTION, CPU_RESOLUTION, CPU_RESOLUTION][clock];
      if (resolution === undefined) throw 'invalid';
      memory.setU64(result >>> 0, resolution);
    },

    /** @type {(clock: number, precision: bigint, result: number) => void} */
    clock_time_get(clock, precision, result) {
      memory.setU64(result >>> 0, now(clock));
    },
  };
}
