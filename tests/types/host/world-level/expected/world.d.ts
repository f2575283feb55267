/// <reference lib="esnext.disposable" />
/** World test:world-level/world-level */

export type * as TestWorldLevelTypes from './interfaces/test-world-level-types.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  canvas: {
    default: typeof Canvas;
  };
  pen: {
    default: typeof Pen;
  };
  'make-pen': {
    default: () => Pen;
  };
  log: {
    default: (message: string, at: Option<Point | undefined>) => void;
  };
  delete: {
    default: (path: Path) => void;
  };
}

export type Point = import('./interfaces/test-world-level-types.js').Point;
export type Path = Array<Point>;

export interface Options {
  path: Path;
  name?: string | undefined;
}

declare class Canvas {
  constructor(options: Options);
  draw(p: Point): void;
  static blank(): Canvas;
  [Symbol.dispose]?(): void;
}
export type { Canvas };

declare abstract class Pen {
  constructor(...args: never);
  up(): void;
  [Symbol.dispose]?(): void;
}
export type { Pen };

/** @throws {ComponentError<string>} */
export function render(options: Options, canvas: Canvas): number;

declare function _default(): Pen;
export { _default as default };

export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };

/** What exported functions throw whose result is `err`. The name is that of its class. */
export interface ComponentError<T = unknown> extends Error {
  /** The value of `err`. */
  readonly payload: T;
}
