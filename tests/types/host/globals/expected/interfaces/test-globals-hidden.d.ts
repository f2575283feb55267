/// <reference lib="esnext.disposable" />
/**
 * Types named like the globals that declarations refer to.
 *
 * @module Interface test:globals/hidden
 */

export function later(a: globalThis.PromiseLike<number>, b: globalThis.AsyncIterable<number>): Map;

export interface Map {
  a: globalThis.Map<string, number>;
}

export interface Promise {
  b: globalThis.Array<string>;
}

export interface Array {
  c: globalThis.Array<string>;
}

export interface Option {
  d: Option_<number | undefined>;
}

export type Result = ResultOk | ResultError | ResultMany;

export interface ResultOk {
  tag: 'ok';
}

export interface ResultError {
  tag: 'error';
  val: Result_<number, string>;
}

export interface ResultMany {
  tag: 'many';
  val: globalThis.Uint8Array;
}

export const Result: {
  readonly Ok: () => globalThis.Extract<Result, { tag: 'ok' }>;
  readonly Error: (val: Result_<number, string>) => globalThis.Extract<Result, { tag: 'error' }>;
  readonly Many: (val: globalThis.Uint8Array) => globalThis.Extract<Result, { tag: 'many' }>;
};

export interface Uint8Array {
  e: globalThis.Uint8Array;
}

export interface PromiseLike {
  f: number;
}

export interface AsyncIterable {
  f: number;
}

export interface Extract {
  f: number;
}

export interface Omit {
  f: number;
}

export type RecordKind = 'string' | 'object' | 'bool';

export const RecordKind: {
  readonly String: 'string';
  readonly Object: 'object';
  readonly Bool: 'bool';
};

export abstract class Disposable implements globalThis.Disposable {
  constructor(...args: never);
  dispose(): void;
  [globalThis.Symbol.dispose](): void;
}

export class Symbol implements globalThis.Disposable {
  constructor(description: string);
  static for(key: string): Symbol;
  [globalThis.Symbol.dispose](): void;
}

export abstract class WebAssembly implements globalThis.Disposable {
  constructor(...args: never);
  compile(): globalThis.Uint8Array;
  [globalThis.Symbol.dispose](): void;
}

export class Object implements globalThis.Disposable {
  constructor();
  toString(): string;
  [globalThis.Symbol.dispose](): void;
}

export abstract class Function implements globalThis.Disposable {
  constructor(...args: never);
  apply(): void;
  [globalThis.Symbol.dispose](): void;
}

export type Option_<T> = { tag: 'none' } | { tag: 'some'; val: T };
export type Result_<T, E> = { tag: 'ok'; val: T } | { tag: 'err'; val: E };
