// wasi:random/random

/** @param {import('./pool.js').RandomPool} pool */
export const createSecureRandom = (pool) => ({ getRandomBytes: pool.bytes, getRandomU64: pool.u64 });
