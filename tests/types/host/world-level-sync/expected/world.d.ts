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

/** What the component exports. */
export interface Root {
  /** @throws {ComponentError<string>} */
  render(options: Options, canvas: Canvas): number;
  default(): Pen;
}

/**
 * Instantiates the component.
 *
 * Its core modules are compiled by `getCoreModule`, which is given the name of the file, and instantiated by
 * `instantiateCore`, which defaults to the engine's own function.
 */
export function instantiate(
  getCoreModule: (path: string) => WebAssembly.Module,
  imports: ImportObject,
  instantiateCore?: (module: WebAssembly.Module, imports?: Record<string, any>) => WebAssembly.Instance,
): Root;

export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };

/** What exported functions throw whose result is `err`. The name is that of its class. */
export interface ComponentError<T = unknown> extends Error {
  /** The value of `err`. */
  readonly payload: T;
}
