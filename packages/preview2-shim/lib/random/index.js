// wasi:random

import { fillRandom } from '#platform/random.js';
import { createInsecureSeed } from './insecure-seed.js';
import { createInsecure } from './insecure.js';
import { randomPool } from './pool.js';
import { createSecureRandom } from './random.js';

/**
 * Randomness of the embedder's own: `fill` for both kinds of bytes, `seed` for the insecure seed; the host's where absent.
 * @typedef {{ fill?: import('./pool.js').Fill, seed?: [bigint, bigint] }} RandomConfig
 */

/** @param {RandomConfig} config */
export function createRandom({ fill = fillRandom, seed } = {}) {
  const pool = randomPool(fill);
  return {
    random: createSecureRandom(pool),
    insecure: createInsecure(pool),
    insecureSeed: createInsecureSeed(() => seed ?? [pool.u64(), pool.u64()]),
  };
}

export const { random, insecure, insecureSeed } = createRandom();
