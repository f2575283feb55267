/** World test:later/w */

export type * as TestLaterLater from './interfaces/test-later-later.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:later/later': typeof import('./interfaces/test-later-later.js');
}

/** @throws {ComponentError<void>} */
export function run(): Promise<void>;

export * as later from './interfaces/test-later-later.js';
export * as 'test:later/later' from './interfaces/test-later-later.js';

/** What exported functions throw whose result is `err`. The name is that of its class. */
export interface ComponentError<T = unknown> extends Error {
  /** The value of `err`. */
  readonly payload: T;
}
