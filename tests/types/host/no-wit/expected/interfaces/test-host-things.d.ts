/// <reference lib="esnext.disposable" />
/** @module Interface test:host/things@1.0.0 */

export interface Point {
  x: number;
  y?: number | undefined;
}

export class Handle {
  constructor(class_: number);
  moveTo(to: Point): void;
  static any(): Handle | undefined;
  [Symbol.dispose]?(): void;
}
