// wasi:random/insecure-seed. One seed per instance: it stands for a value, and asking twice gives the same.

/**
 * @param {() => bigint} random
 * @param {[bigint, bigint]} [seed]
 */
export const createInsecureSeed = (random, seed) => ({ insecureSeed: () => (seed ??= [random(), random()]) });
