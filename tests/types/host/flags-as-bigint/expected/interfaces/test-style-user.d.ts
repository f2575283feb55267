/** @module Interface test:style/user */

export function draw(d: Drawing): void;
export type Permissions = import('./test-style-kinds.js').Permissions;

export const Permissions: {
  /** Reading. */
  readonly Read: bigint;
  readonly MayWrite: bigint;
};

export type Figure = import('./test-style-kinds.js').Shape;
export type Colour = import('./test-style-kinds.js').Colour;

export interface Drawing {
  figure: Figure;
  colour: Colour;
  permissions: Permissions;
}
