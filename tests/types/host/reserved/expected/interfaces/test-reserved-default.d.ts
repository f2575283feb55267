/// <reference lib="esnext.disposable" />
/** @module Interface test:reserved/default */

declare function _class(
  class_: number,
  new_: string,
  this_: boolean,
  arguments_: Uint8Array,
  eval_: number,
  await_: number,
  static_: number,
  let_: number,
): void;
export { _class as class };

declare function _arguments(): void;
export { _arguments as arguments };

declare function _await(): void;
export { _await as await };

declare function _undefined(undefined_: number): void;
export { _undefined as undefined };

declare function _globalThis(): void;
export { _globalThis as globalThis };

export function type(type: number): number;

export interface String {
  delete: number;
  constructor: number;
  type: number;
}

export interface Object {
  valueOf: number;
}

export interface Number {
  a: String;
}

export interface Any {
  a: Number;
}

export type Null = 'undefined' | 'true' | 'false';

export interface Void {
  this?: boolean | undefined;
  super?: boolean | undefined;
}

export type Never = NeverNew | NeverIn;

export interface NeverNew {
  tag: 'new';
}

export interface NeverIn {
  tag: 'in';
  val: Any;
}

export class Error implements Disposable {
  constructor(var_: number);
  ['constructor'](): void;
  delete(with_: number): void;
  static prototype_(): void;
  static static(): void;
  [Symbol.dispose](): void;
}

export abstract class Resource implements Disposable {
  constructor(...args: never);
  static new(): Error;
  [Symbol.dispose](): void;
}
