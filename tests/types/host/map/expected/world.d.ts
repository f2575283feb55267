/** World test:mapped/mapped */

export type * as TestMappedFirst from './interfaces/test-mapped-first.js';
export type * as TestMappedSecond from './interfaces/test-mapped-second.js';
export type * as TestMappedThird from './interfaces/test-mapped-third.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  './host.js':
    & typeof import('./interfaces/test-mapped-first.js')
    & typeof import('./interfaces/test-mapped-third.js')
    & {
      second: typeof import('./interfaces/test-mapped-second.js');
      log: (message: string) => void;
    };
}
