import type { Env, StdinConfig, StdoutConfig } from '@jco/preview2-shim/cli';
import type { PreopenConfig } from '@jco/preview2-shim/filesystem';
import type { tcp } from '@jco/preview2-shim/sockets';

/**
 * What a guest is given, in the words of `WASIShim`. Everything else is denied, except the process's standard streams,
 * the clocks and randomness.
 */
export interface Preview1Config {
  /** The program's name comes first. */
  args?: readonly string[];
  env?: Env;
  /** Directories by the paths that the guest knows them by. */
  preopens?: Record<string, PreopenConfig>;
  stdin?: StdinConfig;
  stdout?: StdoutConfig;
  stderr?: StdoutConfig;
  /** Sockets that listen: the descriptors after those of the preopened directories. */
  sockets?: tcp.TcpSocket[];
  /**
   * Called when nobody reads what the guest writes to a standard stream. It may end the guest, by `exit`; if it
   * returns, the write fails.
   */
  brokenPipe?: () => void;
  /** Clocks of the embedder's own, in nanoseconds. */
  clocks?: { monotonic?: () => bigint; wall?: () => bigint };
  /** Randomness of the embedder's own. */
  random?: { fill?: (bytes: Uint8Array) => void };
}

/** WASI preview 1 for one instance of a core module that is no component. */
export declare class Preview1 implements Disposable {
  constructor(config?: Preview1Config);

  /** For `new WebAssembly.Instance(module, preview1.imports)`. */
  readonly imports: { wasi_snapshot_preview1: Record<string, (...args: any[]) => number> };

  /**
   * Runs a command: calls `_start`.
   * @returns its exit code; a trap is thrown
   */
  start(instance: WebAssembly.Instance): number;

  /**
   * Makes a reactor ready, by `_initialize` if it has that.
   * @returns 0, or the code it exits with
   */
  initialize(instance: WebAssembly.Instance): number;

  /**
   * Calls what a reactor exports.
   * @returns 0, or the code it exits with; a trap is thrown
   */
  call(body: () => unknown): number;

  /** Ends the guest, from within a function that it has called. */
  exit(code: number): never;

  /** Closes all that the guest has left open. */
  [Symbol.dispose](): void;
}
