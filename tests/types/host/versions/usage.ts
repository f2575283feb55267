import { env, thing, 'test:versions/thing' as own, 'other:pack/thing@2.0.0-rc.1' as second } from './expected/world.js';
import type { ImportObject } from './expected/world.js';

thing.first().a satisfies number;
second.second().a satisfies string;
own.unversioned();
env.set('value');

// One module stands for both versions, so it has both.
({ first: () => ({ a: 1 }), second: () => ({ a: '' }) }) satisfies ImportObject['other:pack/thing'];
({ get: () => 'value' }) satisfies ImportObject['env'];
// @ts-expect-error only one
({ first: () => ({ a: 1 }) }) satisfies ImportObject['other:pack/thing'];
// @ts-expect-error what is exported under that name
({ set: () => {} }) satisfies ImportObject['env'];
