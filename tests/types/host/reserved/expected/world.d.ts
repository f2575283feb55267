/** World test:reserved/reserved */

export type * as TestReservedDefault from './interfaces/test-reserved-default.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:reserved/default': typeof import('./interfaces/test-reserved-default.js');
  eval: {
    default: () => void;
  };
}

declare function _new(new_: number): void;
export { _new as new };

declare function _typeof(): void;
export { _typeof as typeof };

export * as default from './interfaces/test-reserved-default.js';
export * as 'test:reserved/default' from './interfaces/test-reserved-default.js';
export * as var from './interfaces/var.js';

/** What exported functions throw whose result is `err`. The name is that of its class. */
export interface ComponentError<T = unknown> extends Error {
  /** The value of `err`. */
  readonly payload: T;
}
