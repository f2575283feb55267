/** @module Interface env */
declare module 'env_' {
  export function set(name: string): void;
}
