// wasi:random/insecure: as good as the secure one, which costs no more.

/** @param {import('./pool.js').RandomPool} pool */
export const createInsecure = (pool) => ({ getInsecureRandomBytes: pool.bytes, getInsecureRandomU64: pool.u64 });
