// wasi:random

import { fillRandom } from '#platform/random.js';
import { randomPool } from './pool.js';

/**
 * Randomness of the embedder's own: `fill` for both kinds of bytes, `seed` for the insecure seed; the host's where absent.
 * @typedef {{ fill?: import('./pool.js').Fill, seed?: [bigint, bigint] }} RandomConfig
 */

/** @param {RandomConfig} config */
export function createRandom({ fill = fillRandom, seed } = {}) {
  const pool = randomPool(fill);
  return {
    random: { getRandomBytes: pool.bytes, getRandomU64: pool.u64 },

    // As good as the secure one, which costs no more.
    insecure: { getInsecureRandomBytes: pool.bytes, getInsecureRandomU64: pool.u64 },

    // One seed per instance: it stands for a value, and asking twice gives the same.
    insecureSeed: { insecureSeed: () => (seed ??= [pool.u64(), pool.u64()]) },
  };
}

export const { random, insecure, insecureSeed } = createRandom();
