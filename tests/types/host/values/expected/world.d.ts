/** World test:values/values@1.2.3 */

export * as kinds from './interfaces/test-values-kinds.js';
export * as 'test:values/kinds@1.2.3' from './interfaces/test-values-kinds.js';
export * as client from './interfaces/test-values-client.js';
export * as 'test:values/client@1.2.3' from './interfaces/test-values-client.js';
export * as vocabulary from './interfaces/test-values-vocabulary.js';
export * as 'test:values/vocabulary@1.2.3' from './interfaces/test-values-vocabulary.js';

/** What exported functions throw whose result is `err`. The name is that of its class. */
export interface ComponentError<T = unknown> extends Error {
  /** The value of `err`. */
  readonly payload: T;
}
