/// <reference lib="esnext.disposable" />
/** @module Interface test:resources/imported */

export function issue(): Ticket;

export class Counter {
  constructor(start: number);
  next(): number;
  static sum(a: Counter, b: Counter): Counter;
  [Symbol.dispose]?(): void;
}

export abstract class Ticket {
  constructor(...args: never);
  number(): number;
  [Symbol.dispose]?(): void;
}
