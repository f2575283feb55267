/** `true` for one and the same type, else `false`. */
export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;

/** Compiles if the assertion is `true`. */
export declare function expect<Assertion extends true>(): Assertion;
