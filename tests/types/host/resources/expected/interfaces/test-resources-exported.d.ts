/// <reference lib="esnext.disposable" />
/** @module Interface test:resources/exported */

/** @throws {ComponentError<string>} */
export function issue(): Ticket;

export class Counter implements Disposable {
  constructor(start: number);
  next(): number;
  static sum(a: Counter, b: Counter): Counter;
  [Symbol.dispose](): void;
}

export class Ticket implements Disposable {
  private constructor();
  number(): number;
  [Symbol.dispose](): void;
}

export class Fallible implements Disposable {
  constructor(text: string);
  ['constructor'](): number;
  dispose(): void;
  static prototype_(): number;
  static name(): string;
  [Symbol.dispose](): void;
}
