/** World test:globals/globals */

export type * as TestGlobalsHidden_ from './interfaces/test-globals-hidden.js';
export type * as TestGlobalsCases from './interfaces/test-globals-cases.js';

/** What the host provides, by module specifier. */
export interface ImportObject_ {
  'test:globals/hidden': Omit<typeof import('./interfaces/test-globals-hidden.js'), 'Result' | 'RecordKind'>;
  keep: {
    default: (a: Root, b: Promise, c: ImportObject) => Record;
  };
}

export interface Root {
  a: number;
}

export interface ImportObject {
  a: Option<number | undefined>;
}

export interface Promise {
  a: number;
}

export interface Record {
  a: number;
}

export interface TestGlobalsHidden {
  a: number;
}

/** What the component exports. */
export interface Root_ {
  asyncLike(): TestGlobalsHidden;
  hidden: typeof import('./interfaces/test-globals-hidden.js');
  'test:globals/hidden': typeof import('./interfaces/test-globals-hidden.js');
  cases: typeof import('./interfaces/test-globals-cases.js');
  'test:globals/cases': typeof import('./interfaces/test-globals-cases.js');
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
  getCoreModule: ((path: string) => WebAssembly.Module | globalThis.Promise<WebAssembly.Module>) | undefined,
  imports: ImportObject_,
  instantiateCore?: (module: WebAssembly.Module, imports?: globalThis.Record<string, any>) => WebAssembly.Instance | globalThis.Promise<WebAssembly.Instance>,
): globalThis.Promise<Root_>;

export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };
