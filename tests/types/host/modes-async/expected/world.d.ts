/** World test:modes/modes@1.0.0 */

export type * as TestModesClock100 from './interfaces/test-modes-clock.js';
export type * as TestModesGreeter100 from './interfaces/test-modes-greeter.js';
export type * as TestModesVocabulary100 from './interfaces/test-modes-vocabulary.js';
export type * as Inner from './interfaces/inner.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:modes/clock': typeof import('./interfaces/test-modes-clock.js');
  log: {
    default: (message: string) => void;
  };
}

/** What the component exports. */
export interface Root {
  /** @throws {ComponentError<string>} */
  run(): void;
  delete(): void;
  greeter: typeof import('./interfaces/test-modes-greeter.js');
  'test:modes/greeter@1.0.0': typeof import('./interfaces/test-modes-greeter.js');
  vocabulary: typeof import('./interfaces/test-modes-vocabulary.js');
  'test:modes/vocabulary@1.0.0': typeof import('./interfaces/test-modes-vocabulary.js');
  inner: typeof import('./interfaces/inner.js');
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
