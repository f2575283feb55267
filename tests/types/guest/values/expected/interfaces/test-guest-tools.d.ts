/// <reference lib="esnext.disposable" />
/**
 * Used by the guest.
 *
 * @module Interface test:guest/tools@0.1.0
 */
declare module 'test:guest/tools@0.1.0' {
  export function pick(size: Size): Tool;

  function _delete(class_: number): void;
  export { _delete as delete };

  export class Tool implements Disposable {
    private constructor();
    useIt(on: number): number | undefined;
    [Symbol.dispose](): void;
  }

  export class Made implements Disposable {
    constructor(a: string);
    [Symbol.dispose](): void;
  }

  export type Size = 'small' | 'very-large';
}
