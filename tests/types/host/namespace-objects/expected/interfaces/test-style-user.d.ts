/** @module Interface test:style/user */

export function draw(d: Drawing): void;
export type Permissions = import('./test-style-kinds.js').Permissions;

export const Permissions: {
  /** Reading. */
  readonly Read: bigint;
  readonly MayWrite: bigint;
};

export type Figure = import('./test-style-kinds.js').Shape;

export const Figure: {
  /** Round. */
  readonly Circle: (val: number) => Extract<Figure, { tag: 'circle' }>;
  readonly RightAngled: (val: [number, number]) => Extract<Figure, { tag: 'right-angled' }>;
  readonly None: () => Extract<Figure, { tag: 'none' }>;
  readonly Tinted: (val: import('./test-style-kinds.js').Colour | undefined) => Extract<Figure, { tag: 'tinted' }>;
};

export type Colour = import('./test-style-kinds.js').Colour;

export const Colour: {
  /** As blood. */
  readonly Red: 'red';
  readonly LightGreen: 'light-green';
};

export interface Drawing {
  figure: Figure;
  colour: Colour;
  permissions: Permissions;
}
