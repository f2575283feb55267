/// <reference lib="esnext.disposable" />
/// <reference path="./test-guest-tools.d.ts" />
/**
 * Made by the guest.
 *
 * @module Interface test:guest/plugin@0.1.0
 */
declare module 'test:guest/plugin@0.1.0' {
  export function open(): Hidden;
  export function sizes(): Array<Size>;
  export type Tool = import('test:guest/tools@0.1.0').Tool;
  export type Size = import('test:guest/tools@0.1.0').Size;

  export class Session {
    constructor(tool: Tool);
    run(): Uint8Array;
    [Symbol.dispose]?(): void;
  }

  export abstract class Hidden {
    constructor(...args: never);
    get(): number;
    [Symbol.dispose]?(): void;
  }
}
