/// <reference lib="esnext.disposable" />
/** @module Interface test:resources/both */

export function issue(): Ticket;

export abstract class Ticket implements Disposable {
  constructor(...args: never);
  number(): number;
  [Symbol.dispose](): void;
}

export class Counter implements Disposable {
  constructor(start: number);
  [Symbol.dispose](): void;
}
