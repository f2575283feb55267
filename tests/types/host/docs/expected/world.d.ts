/**
 * World test:docs/docs@0.1.0
 *
 * The world.
 */

export type * as TestDocsThings010 from './interfaces/test-docs-things.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:docs/things': typeof import('./interfaces/test-docs-things.js');
  log: {
    /** Logs. */
    default: (message: string) => void;
  };
}

/** Runs. */
export function run(): void;

/** What it exports. */
export * as things from './interfaces/test-docs-things.js';

/** What it exports. */
export * as 'test:docs/things@0.1.0' from './interfaces/test-docs-things.js';
