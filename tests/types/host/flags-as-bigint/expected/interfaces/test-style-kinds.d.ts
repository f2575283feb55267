/** @module Interface test:style/kinds */

export function allow(p: Permissions, c: Hue): Shape;

/** What is allowed. */
export type Permissions = bigint;

export const Permissions: {
  /** Reading. */
  readonly Read: bigint;
  readonly MayWrite: bigint;
};

/** - `'red'`: As blood. */
export type Colour = 'red' | 'light-green';

/** A figure. */
export type Shape = ShapeCircle | ShapeRightAngled | ShapeNone | ShapeTinted;

/** Round. */
export interface ShapeCircle {
  tag: 'circle';
  val: number;
}

export interface ShapeRightAngled {
  tag: 'right-angled';
  val: [number, number];
}

export interface ShapeNone {
  tag: 'none';
}

export interface ShapeTinted {
  tag: 'tinted';
  val: Colour | undefined;
}

export type Hue = Colour;
