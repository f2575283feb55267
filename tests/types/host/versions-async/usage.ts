import type { ImportObject, Root } from './expected/world.js';

({
  'other:pack/thing@1.0.0': { first: () => ({ a: 1 }) },
  'other:pack/thing@2.0.0-rc.1': { second: () => ({ a: '' }) },
  'other-pack:x/thing': { f() {} },
  'other:pack-x/thing': { g() {} },
  'once:pack/single': { f() {} },
  env: { get: () => '' },
}) satisfies ImportObject;
declare const root: Root;
root.thing.first().a satisfies number;
root['other:pack/thing@2.0.0-rc.1'].second().a satisfies string;
root.env.set('');
