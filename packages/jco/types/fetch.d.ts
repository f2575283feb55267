import type { WASIShimConfig } from '@jco/preview2-shim/instantiation';

import type { CompiledComponent } from './load.js';

/** What a component is given of WASI, as data or as made of what the runtime hands over besides the request. */
export type WasiConfig = WASIShimConfig | ((...context: any[]) => WASIShimConfig);

/** The `instantiate` of what `jco transpile --instantiation` has written. */
export type Instantiate = (getCoreModule: any, imports: any, instantiateCore?: any) => any;

/** What a fetch handler can be told. */
export interface FetchHandlerOptions {
  /**
   * Whether each request has an instance of its own, or requests use idle ones again. An instance that traps is never used
   * again. Of no effect on exports of an instance that exists. @default 'request'
   */
  isolate?: 'request' | 'none';
  /**
   * What each instance is given besides standard streams, clocks and random numbers. A function is called with what the
   * runtime hands over besides the request: `wasi: (env) => ({ env: { KEY: env.KEY } })` in workerd.
   */
  wasi?: WasiConfig;
  /** What the component imports besides WASI. */
  imports?: Record<string, any>;
  /** Where core modules are, by the names that `jco transpile` gives them: for `instantiate` alone. */
  getCoreModule?: (path: string) => WebAssembly.Module | Promise<WebAssembly.Module>;
  /** How many bytes a request's body may have. @default Infinity */
  maxBody?: number;
  /** How many bytes of a response are kept that the client has not taken. @default 64 MiB */
  maxBuffered?: number;
  /** Called with what an operator should know: traps, and handlers that cannot wait. @default console.error */
  warn?: (line: string) => void;
}

/**
 * What answers a request. Further arguments are the runtime's: `env` and `context` in workerd, `info` in Deno.
 *
 * Its promise is rejected where there is no instance to ask: E0601 when the component exports no handler, E0504 when it
 * imports what it is not given. What goes wrong in the component becomes a status, or a body that breaks off.
 */
export type FetchHandler = (request: Request, ...context: any[]) => Promise<Response>;

/**
 * What there is of a component: the `instantiate` of transpiled output or the module that has it, the exports of an instance,
 * or what `compile` of jco/load makes of bytes.
 */
export type FetchSource = Instantiate | object | CompiledComponent | Promise<CompiledComponent>;

/**
 * Makes a component that exports `wasi:http/incoming-handler@0.2` a `fetch` handler, as Deno, Bun, workerd and service
 * workers take it.
 *
 * @throws JcoError E0601 when the exports of an instance have no handler
 */
export function toFetchHandler(component: FetchSource, options?: FetchHandlerOptions): FetchHandler;
