/// <reference lib="esnext.disposable" />
/** @module Interface test:promises/counters@1.0.0 */

export function sum(): number;

export class Counter implements Disposable {
  private constructor();
  static new(start: number): Promise<Counter>;
  next(): number;
  later(): Promise<number>;
  static new_(): Counter;
  [Symbol.dispose](): void;
}
