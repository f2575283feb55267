import { kinds } from './expected/world.js';
import type { Shape } from './expected/interfaces/test-style-kinds.js';
import { expect, type Same } from '../../expect.js';
// @ts-expect-error cases have no names
import type { ShapeCircle } from './expected/interfaces/test-style-kinds.js';

const circle: Shape = { tag: 'circle', val: 1 };
expect<Same<Extract<Shape, { tag: 'right-angled' }>['val'], [number, number]>>();
kinds.allow({ read: true }, 'red') satisfies Shape;
// @ts-expect-error no such payload
const none: Shape = { tag: 'none', val: 1 };
export { circle, none, type ShapeCircle };
