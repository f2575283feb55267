import { kinds, user, type ImportObject } from './expected/world.js';

const both: bigint = kinds.Permissions.Read | kinds.Permissions.MayWrite;
kinds.allow(both, 'red');
kinds.allow(user.Permissions.Read, 'light-green').tag satisfies 'circle' | 'right-angled' | 'none' | 'tinted';
// @ts-expect-error not an object
kinds.allow({ read: true }, 'red');
// @ts-expect-error a constant
kinds.Permissions.Read = 1n;
// @ts-expect-error in this style enums have none
kinds.Colour;

// The host does not provide the constants.
({ allow: () => ({ tag: 'none' }) }) satisfies ImportObject['test:style/kinds'];
({ draw: ({ permissions }) => void (permissions & 1n) }) satisfies ImportObject['test:style/user'];
