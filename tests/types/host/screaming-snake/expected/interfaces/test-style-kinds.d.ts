/** @module Interface test:style/kinds */

export function allow(p: Permissions, c: Hue): Shape;

/** What is allowed. */
export interface Permissions {
  /** Reading. */
  read?: boolean | undefined;
  mayWrite?: boolean | undefined;
}

/** - `'RED'`: As blood. */
export type Colour = 'RED' | 'LIGHT_GREEN';

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
