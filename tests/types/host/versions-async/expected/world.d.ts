/** World test:versions/versions */

export type * as OtherPackThing100 from './interfaces/other-pack-thing@1.0.0.js';
export type * as OtherPackThing200Rc1 from './interfaces/other-pack-thing@2.0.0-rc.1.js';
export type * as OtherPackXThing from './interfaces/other-pack-x-thing.js';
export type * as OtherPackXThing_ from './interfaces/other-pack-x-thing_.js';
export type * as OncePackSingle020 from './interfaces/once-pack-single.js';
export type * as Env from './interfaces/env.js';
export type * as TestVersionsThing from './interfaces/test-versions-thing.js';
export type * as Env_ from './interfaces/env_.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'other:pack/thing@1.0.0': typeof import('./interfaces/other-pack-thing@1.0.0.js');
  'other:pack/thing@2.0.0-rc.1': typeof import('./interfaces/other-pack-thing@2.0.0-rc.1.js');
  'other-pack:x/thing': typeof import('./interfaces/other-pack-x-thing.js');
  'other:pack-x/thing': typeof import('./interfaces/other-pack-x-thing_.js');
  'once:pack/single': typeof import('./interfaces/once-pack-single.js');
  env: typeof import('./interfaces/env.js');
}

/** What the component exports. */
export interface Root {
  'test:versions/thing': typeof import('./interfaces/test-versions-thing.js');
  thing: typeof import('./interfaces/other-pack-thing@1.0.0.js');
  'other:pack/thing@1.0.0': typeof import('./interfaces/other-pack-thing@1.0.0.js');
  'other:pack/thing@2.0.0-rc.1': typeof import('./interfaces/other-pack-thing@2.0.0-rc.1.js');
  env: typeof import('./interfaces/env_.js');
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
