/** World test:resources/resources */

export type * as TestResourcesImported from './interfaces/test-resources-imported.js';
export type * as TestResourcesBoth from './interfaces/test-resources-both.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:resources/imported': typeof import('./interfaces/test-resources-imported.js');
  'test:resources/both': typeof import('./interfaces/test-resources-both.js');
}

export * as exported from './interfaces/test-resources-exported.js';
export * as 'test:resources/exported' from './interfaces/test-resources-exported.js';
export * as both from './interfaces/test-resources-both.js';
export * as 'test:resources/both' from './interfaces/test-resources-both.js';
export * as user from './interfaces/test-resources-user.js';
export * as 'test:resources/user' from './interfaces/test-resources-user.js';

/** What exported functions throw whose result is `err`. The name is that of its class. */
export interface ComponentError<T = unknown> extends Error {
  /** The value of `err`. */
  readonly payload: T;
}
