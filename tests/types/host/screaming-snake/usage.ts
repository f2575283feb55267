import { flip, kinds } from './expected/world.js';

kinds.allow({ mayWrite: true }, 'LIGHT_GREEN');
flip('OFF_AGAIN') satisfies 'ON' | 'OFF_AGAIN';
// @ts-expect-error not as WIT has it
kinds.allow({}, 'light-green');
