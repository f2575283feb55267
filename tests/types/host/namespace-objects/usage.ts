import { instantiate, type ImportObject } from './expected/world.js';
import { expect, type Same } from '../../expect.js';

const imports = {
  'test:style/kinds': { allow: (permissions) => ({ tag: 'circle', val: Number(permissions) }) },
  'test:style/user': { draw() {} },
} satisfies ImportObject;
const { kinds, user, flip } = await instantiate(undefined, imports);

const { Colour, Permissions, Shape, Hue } = kinds;
expect<Same<typeof Colour.LightGreen, 'light-green'>>();
expect<Same<typeof Hue, typeof Colour>>();
const circle = Shape.Circle(1);
expect<Same<typeof circle.tag, 'circle'>>();
Shape.None() satisfies { tag: 'none' };
const shape = kinds.allow(Permissions.Read | Permissions.MayWrite, Colour.Red);
user.draw({ figure: user.Figure.Tinted(undefined), colour: user.Colour.Red, permissions: user.Permissions.Read });
user.draw({ figure: shape, colour: 'red', permissions: 0n });
flip('off-again');
// @ts-expect-error a case with a payload takes it
Shape.Circle();
// @ts-expect-error one without does not
Shape.None(1);
