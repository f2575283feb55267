/**
 * World test:promises/waiting@1.0.0
 *
 * Functions of the host that may give promises, and exported functions that do.
 */

export type * as TestPromisesHost100 from './interfaces/test-promises-host.js';
export type * as WasiIoPoll020 from './interfaces/wasi-io-poll.js';
export type * as TestPromisesCounters100 from './interfaces/test-promises-counters.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:promises/host': typeof import('./interfaces/test-promises-host.js');
  'wasi:io/poll': typeof import('./interfaces/wasi-io-poll.js');
}

/** What the component exports. */
export interface Root {
  /** @throws {ComponentError<string>} */
  read(url: string): Promise<string>;
  size(): number;
  counters: typeof import('./interfaces/test-promises-counters.js');
  'test:promises/counters@1.0.0': typeof import('./interfaces/test-promises-counters.js');
}

/**
 * Instantiates the component.
 *
 * Its core modules are compiled by `getCoreModule`, which is given the name of the file, and instantiated by
 * `instantiateCore`, which defaults to the engine's own function.
 *
 * Without `getCoreModule` the files are read from beside this module.
 */
export function instantiate(
  getCoreModule: ((path: string) => WebAssembly.Module | Promise<WebAssembly.Module>) | undefined,
  imports: ImportObject,
  instantiateCore?: (module: WebAssembly.Module, imports?: Record<string, any>) => WebAssembly.Instance | Promise<WebAssembly.Instance>,
): Promise<Root>;

/** What exported functions throw whose result is `err`. The name is that of its class. */
export interface ComponentError<T = unknown> extends Error {
  /** The value of `err`. */
  readonly payload: T;
}
