// wasi:random/insecure-seed

/**
 * One seed per instance: it stands for a value, and asking twice gives the same.
 * @param {() => [bigint, bigint]} draw
 */
export function createInsecureSeed(draw) {
  /** @type {[bigint, bigint] | undefined} */
  let seed;
  return { insecureSeed: () => (seed ??= draw()) };
}
