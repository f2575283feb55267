/** World test:versions/versions */

export type * as OtherPackThing100 from './interfaces/other-pack-thing@1.0.0.js';
export type * as OtherPackThing200Rc1 from './interfaces/other-pack-thing@2.0.0-rc.1.js';
export type * as OtherPackXThing from './interfaces/other-pack-x-thing.js';
export type * as OtherPackXThing_ from './interfaces/other-pack-x-thing_.js';
export type * as OncePackSingle020 from './interfaces/once-pack-single.js';
export type * as Env from './interfaces/env.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'other:pack/thing':
    & typeof import('./interfaces/other-pack-thing@1.0.0.js')
    & typeof import('./interfaces/other-pack-thing@2.0.0-rc.1.js');
  'other-pack:x/thing': typeof import('./interfaces/other-pack-x-thing.js');
  'other:pack-x/thing': typeof import('./interfaces/other-pack-x-thing_.js');
  'once:pack/single': typeof import('./interfaces/once-pack-single.js');
  env: typeof import('./interfaces/env.js');
}

export * as 'test:versions/thing' from './interfaces/test-versions-thing.js';
export * as thing from './interfaces/other-pack-thing@1.0.0.js';
export * as 'other:pack/thing@1.0.0' from './interfaces/other-pack-thing@1.0.0.js';
export * as 'other:pack/thing@2.0.0-rc.1' from './interfaces/other-pack-thing@2.0.0-rc.1.js';
export * as env from './interfaces/env_.js';
