/** World test:modes/modes@1.0.0 */

export type * as TestModesClock100 from './interfaces/test-modes-clock.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:modes/clock': typeof import('./interfaces/test-modes-clock.js');
  log: {
    default: (message: string) => void;
  };
}

/** @throws {ComponentError<string>} */
export function run(): void;

declare function _delete(): void;
export { _delete as delete };

export * as greeter from './interfaces/test-modes-greeter.js';
export * as 'test:modes/greeter@1.0.0' from './interfaces/test-modes-greeter.js';
export * as vocabulary from './interfaces/test-modes-vocabulary.js';
export * as 'test:modes/vocabulary@1.0.0' from './interfaces/test-modes-vocabulary.js';
export * as inner from './interfaces/inner.js';

/** Resolves when the exports are ready to use. */
export const $init: Promise<void>;

/** What exported functions throw whose result is `err`. The name is that of its class. */
export interface ComponentError<T = unknown> extends Error {
  /** The value of `err`. */
  readonly payload: T;
}
