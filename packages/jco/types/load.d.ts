/// <reference lib="esnext.disposable" />
import type { WASIShimConfig } from '@jco/preview2-shim/instantiation';

import type { AsyncOptions, Bytes, TypeStyle } from './index.js';

/** A component: its bytes, where they are (on Node also a path), or what `fetch` gives. */
export type Source = Bytes | URL | string | Response | PromiseLike<Bytes | Response>;

/** Options of {@link compile}. */
export interface CompileOptions extends TypeStyle, AsyncOptions {
  /** What stack traces call it. Default `component`. */
  name?: string;
  /** Trust the component: skip checks on what it returns. */
  validLiftingOptimization?: boolean;
  /** Log each call and its result on standard error. */
  tracing?: boolean;
  /** Throw the payload of an error result itself, not a `ComponentError` around it. */
  noComponentErrorWrapping?: boolean;
}

/**
 * A component that can be instantiated many times. It is plain data: `postMessage` and `structuredClone` take it, and
 * an IndexedDB where the engine stores modules.
 */
export interface CompiledComponent {
  /** What stack traces call it. */
  name: string;
  /** The JavaScript around the core modules. */
  glue: string;
  /** The core modules by the names of their files. */
  modules: Record<string, WebAssembly.Module>;
  /** What it imports: interfaces, and functions of the world. */
  imports: string[];
  /** What it exports. */
  exports: [name: string, kind: 'function' | 'instance' | 'module'][];
}

/** What an instance is given. Nothing else is there for it. */
export interface InstanceOptions {
  /**
   * The host, by the names of what is imported, with or without their versions: an object for an interface, a function
   * for a function.
   */
  imports?: object;
  /**
   * WASI for this instance alone, from its settings: `{}` gives standard streams, clocks and random numbers. Without it
   * there is none.
   */
  wasi?: WASIShimConfig;
}

/** Options of {@link load}. */
export interface LoadOptions extends CompileOptions, InstanceOptions {
  worker?: false;
}

/** Options of {@link load} off the main thread. */
export interface WorkerOptions extends CompileOptions {
  /** Compile and run in a thread of its own. */
  worker: true;
  /**
   * The host. Its functions are called on the thread that called `load`, the component waiting for them, and may return
   * promises; browsers ask for a page that is cross-origin isolated. Or the URL of a module whose default export, or
   * else whose exports, are the host: it is imported by the worker.
   */
  imports?: object | URL;
  /** The same as in {@link InstanceOptions}; it is sent to the worker, so it cannot have functions in it. */
  wasi?: WASIShimConfig;
  /** Ends the worker, in whatever it is doing; calls under way are rejected with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * What a component exports, from another thread: functions and methods return promises, and `new` gives a promise of a
 * resource.
 */
export type Remote<T> = T extends abstract new (...args: infer Args) => infer Resource
  ? RemoteClass<T, Args, Resource>
  : T extends (...args: infer Args) => infer Result
    ? (...args: RemoteArguments<Args>) => Promise<RemoteResult<Awaited<Result>>>
    : T extends object
      ? { [Name in keyof T]: Remote<T[Name]> }
      : T;

type RemoteClass<Class, Args extends any[], Resource> = {
  new (...args: RemoteArguments<Args>): Promise<RemoteResult<Resource>>;
} & { [Name in Exclude<keyof Class, 'prototype'>]: Remote<Class[Name]> };

/** Resources have methods; other values are as they are, with resources in them. */
type RemoteResult<T> = T extends { [Symbol.dispose](): void }
  ? Remote<Omit<T, typeof Symbol.dispose>> & AsyncDisposable
  : T extends ArrayBufferView | Map<any, any>
    ? T
    : T extends object
      ? { [Name in keyof T]: RemoteResult<T[Name]> }
      : T;
type RemoteArguments<Args extends any[]> = { [Index in keyof Args]: Args[Index] | RemoteResult<Args[Index]> };

/** Compiles a component once, for any number of instances. */
export function compile(source: Source, options?: CompileOptions): Promise<CompiledComponent>;

/**
 * Makes an instance.
 *
 * @template Exports the interface `Root` of the declarations that `jco transpile --instantiation` writes
 */
export function instantiate<Exports = any>(component: CompiledComponent, options?: InstanceOptions): Promise<Exports>;

/** Compiles a component and makes an instance. */
export function load<Exports = any>(source: Source | CompiledComponent, options?: LoadOptions): Promise<Exports>;
/** Compiles a component and makes an instance in a worker. `await using` or `Symbol.asyncDispose` ends that. */
export function load<Exports = any>(
  source: Source | CompiledComponent,
  options: WorkerOptions,
): Promise<Remote<Exports> & AsyncDisposable>;
