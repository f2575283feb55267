/** wasi:random/random */
export declare namespace random {
  function getRandomBytes(length: bigint): Uint8Array;
  function getRandomU64(): bigint;
}

/** wasi:random/insecure */
export declare namespace insecure {
  function getInsecureRandomBytes(length: bigint): Uint8Array;
  function getInsecureRandomU64(): bigint;
}

/** wasi:random/insecure-seed */
export declare namespace insecureSeed {
  function insecureSeed(): [bigint, bigint];
}

/** Randomness of the embedder's own: `fill` fills the whole array; the host's where absent. */
export interface RandomConfig {
  fill?: (bytes: Uint8Array) => void;
  seed?: [bigint, bigint];
}

export interface Random {
  random: typeof random;
  insecure: typeof insecure;
  insecureSeed: typeof insecureSeed;
}

export declare function createRandom(config?: RandomConfig): Random;
