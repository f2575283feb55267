import type { WASIShimConfig } from '@jco/preview2-shim/instantiation';

import type { FetchHandler, FetchHandlerOptions, FetchSource } from './fetch.js';
import type { Bytes } from './index.js';

export type { FetchHandler, FetchHandlerOptions };

/**
 * As `toFetchHandler` of jco/fetch, and also of the bytes of a component where Node's packages are used: on Node, Deno and
 * Bun. Elsewhere this is jco/fetch.
 */
export function toFetchHandler(component: FetchSource | Bytes | string, options?: FetchHandlerOptions): FetchHandler;

/** What a server can be told. */
export interface ServeOptions {
  /** Where to listen. @default '127.0.0.1' */
  host?: string;
  /** 0 picks a free port. @default 8000 */
  port?: number;
  /**
   * Whether each request has an instance of its own, made ahead of time where possible, or requests share one. An instance
   * that traps is never used again. @default 'request'
   */
  isolate?: 'request' | 'none';
  /** How many requests can be handled at the same time, each in an instance and thread of its own. @default 64 */
  maxInstances?: number;
  /** For how many milliseconds a handler may neither read nor write; then it is ended. @default 30000 */
  requestTimeout?: number;
  /** For how many milliseconds a client may send and take nothing. @default 60000 */
  idleTimeout?: number;
  /** How many bytes a request's body may have. @default Infinity */
  maxBody?: number;
  /** How many bytes of memory an instance may have. @default what the component declares */
  maxMemory?: number;
  /** Paths of PEM files: HTTPS, with HTTP/2. */
  tls?: { cert: string; key: string };
  /** Whether a line for each response is written to standard output. @default 'off' */
  log?: 'text' | 'json' | 'off';
  /** A path that is answered with 200 as long as the server takes requests. */
  readyPath?: string;
  /** What the component is given besides standard streams, clocks and random numbers. */
  wasi?: WASIShimConfig;
  /** Called with what an operator should know: traps, threads that ended. @default writes it to standard error */
  warn?: (line: string) => void;
}

export interface Server {
  /** Where it can be reached: `http://127.0.0.1:8000/`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Takes no more connections; settled when all requests that came are answered. */
  close(): Promise<void>;
}

/**
 * Serves a component that exports `wasi:http/incoming-handler@0.2`.
 *
 * Handlers run in threads, one request at a time in each; more threads are started when all are busy.
 *
 * @param component binary or text
 * @throws JcoError E0601 when it exports no handler, E0602 when the address cannot be used, and what `transpile` throws
 */
export function serve(component: Uint8Array | string, options?: ServeOptions): Promise<Server>;
