// clock_*

import * as platform from '@jco/preview2-shim/internal/platform/clock.js';

/** @typedef {import('./index.js').State} State */

const REALTIME = 0;
const MONOTONIC = 1;
const PROCESS_CPU = 2;
const THREAD_CPU = 3;

/** @type {Record<number, bigint>} */
const resolutions = {
  [REALTIME]: platform.WALL_RESOLUTION,
  [MONOTONIC]: platform.MONOTONIC_RESOLUTION,
  [PROCESS_CPU]: platform.CPU_RESOLUTION,
  [THREAD_CPU]: platform.CPU_RESOLUTION,
};

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
        return platform.cpu();
      default:
        throw 'invalid';
    }
  }

  return {
    /** @type {(clock: number, result: number) => void} */
    clock_res_get(clock, result) {
      const resolution = resolutions[clock];
      if (resolution === undefined) throw 'invalid';
      memory.setU64(result >>> 0, resolution);
    },

    /** @type {(clock: number, precision: bigint, result: number) => void} */
    clock_time_get(clock, precision, result) {
      memory.setU64(result >>> 0, now(clock));
    },
  };
}
