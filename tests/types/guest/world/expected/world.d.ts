/// <reference lib="esnext.disposable" />
/// <reference path="./interfaces/test-world-level-types.d.ts" />
declare module 'test:world-level/world-level' {
  export type * as TestWorldLevelTypes from 'test:world-level/types';
  export type Point = import('test:world-level/types').Point;
  export type Path = Array<Point>;

  export interface Options {
    path: Path;
    name?: string | undefined;
  }

  export class Canvas implements Disposable {
    constructor(options: Options);
    draw(p: Point): void;
    static blank(): Canvas;
    [Symbol.dispose](): void;
  }

  export class Pen implements Disposable {
    private constructor();
    up(): void;
    [Symbol.dispose](): void;
  }

  export function render(options: Options, canvas: Canvas): number;

  function _default(): Pen;
  export { _default as default };
}

declare module 'canvas' {
  export { Canvas as default } from 'test:world-level/world-level';
}

declare module 'pen' {
  export { Pen as default } from 'test:world-level/world-level';
}

declare module 'make-pen' {
  export default function (): import('test:world-level/world-level').Pen;
}

declare module 'log' {
  export default function (
    message: string,
    at: Option<import('test:world-level/world-level').Point | undefined>,
  ): void;

  export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };
}

declare module 'delete' {
  export default function (path: import('test:world-level/world-level').Path): void;
}
