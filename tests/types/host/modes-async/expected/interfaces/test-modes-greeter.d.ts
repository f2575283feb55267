/// <reference lib="esnext.disposable" />
/** @module Interface test:modes/greeter@1.0.0 */

export function greet(name: string): Greeting;

export interface Greeting {
  text: string;
}

export class Visitor implements Disposable {
  constructor(name: string);
  greet(): Greeting;
  [Symbol.dispose](): void;
}
