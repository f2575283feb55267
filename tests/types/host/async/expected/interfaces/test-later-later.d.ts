/// <reference lib="esnext.disposable" />
/** @module Interface test:later/later */

export function start(name: string): Promise<void>;

export function pipe(
  a: Bytes,
  b: AsyncIterable<string>,
  c: AsyncIterable<void>,
  d: PromiseLike<number>,
  e: PromiseLike<void>,
): AsyncIterable<Job>;

export function explain(e: number): void;
export type Bytes = AsyncIterable<number>;

export abstract class Job implements Disposable {
  constructor(...args: never);
  wait(): Promise<string>;
  static all(): Promise<Uint8Array>;
  [Symbol.dispose](): void;
}
