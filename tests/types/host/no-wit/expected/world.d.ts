/// <reference lib="esnext.disposable" />
/** World root:component/root */

export type * as TestHostThings100 from './interfaces/test-host-things.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  engine: {
    default: WebAssembly.Module;
  };
  'test:host/things': typeof import('./interfaces/test-host-things.js');
  plain: {
    default: (
      a: Uint8Array,
      b: [import('./interfaces/test-host-things.js').Point, import('./interfaces/test-host-things.js').Handle],
      c: Result<Array<string>, BigUint64Array>,
      d: Option<string | undefined>,
    ) => boolean;
  };
  'url=<https://example.com/\'\\*/${x}>': {
    default: (a: string) => void;
  };
}

export class Thing implements Disposable {
  constructor();
  get(): number;
  [Symbol.dispose](): void;
}

export * as outer from './interfaces/outer.js';
export const code: WebAssembly.Module;
export type Point = import('./interfaces/test-host-things.js').Point;
export type Level = 'low' | 'high';
export function f(l: Level): Level;
export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };
export type Result<T, E> = { tag: 'ok'; val: T } | { tag: 'err'; val: E };
