/** World test:later/w */

export type * as TestLaterLater from './interfaces/test-later-later.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:later/later': typeof import('./interfaces/test-later-later.js');
}

export function run(): Promise<void>;
export * as later from './interfaces/test-later-later.js';
export * as 'test:later/later' from './interfaces/test-later-later.js';
