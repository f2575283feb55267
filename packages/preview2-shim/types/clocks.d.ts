import type { poll } from './io.js';

/** wasi:clocks/monotonic-clock */
export declare namespace monotonicClock {
  function now(): bigint;
  function resolution(): bigint;
  function subscribeInstant(when: bigint): poll.Pollable;
  function subscribeDuration(duration: bigint): poll.Pollable;
}

/** wasi:clocks/wall-clock */
export declare namespace wallClock {
  interface Datetime {
    seconds: bigint;
    nanoseconds: number;
  }

  function now(): Datetime;
  function resolution(): Datetime;
}

/** wasi:clocks/timezone */
export declare namespace timezone {
  interface TimezoneDisplay {
    /** Seconds east of UTC. */
    utcOffset: number;
    name: string;
    inDaylightSavingTime: boolean;
  }

  function display(when: wallClock.Datetime): TimezoneDisplay;
  function utcOffset(when: wallClock.Datetime): number;
}

/** Clocks of the embedder's own, in nanoseconds; the host's where absent. */
export interface ClocksConfig {
  monotonic?: () => bigint;
  wall?: () => bigint;
}

export interface Clocks {
  monotonicClock: typeof monotonicClock;
  wallClock: typeof wallClock;
  timezone: typeof timezone;
}

export declare function createClocks(config?: ClocksConfig): Clocks;
