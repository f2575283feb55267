/// <reference lib="esnext.disposable" />
/** @module Interface wasi:io/poll@0.2.0 */

export function poll(in_: Array<Pollable>): Uint32Array | Promise<Uint32Array>;

export abstract class Pollable {
  constructor(...args: never);
  ready(): boolean;
  block(): void | Promise<void>;
  [Symbol.dispose]?(): void;
}
