/** @module Interface env */
declare module 'env' {
  export function get(name: string): Option<string | undefined>;
  export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };
}
