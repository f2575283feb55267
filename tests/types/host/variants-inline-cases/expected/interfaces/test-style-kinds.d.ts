/** @module Interface test:style/kinds */

export function allow(p: Permissions, c: Hue): Shape;

/** What is allowed. */
export interface Permissions {
  /** Reading. */
  read?: boolean | undefined;
  mayWrite?: boolean | undefined;
}

/** - `'red'`: As blood. */
export type Colour = 'red' | 'light-green';

/** A figure. */
export type Shape =
  | {
    /** Round. */
    tag: 'circle';
    val: number;
  }
  | {
    tag: 'right-angled';
    val: [number, number];
  }
  | {
    tag: 'none';
  }
  | {
    tag: 'tinted';
    val: Colour | undefined;
  };

export type Hue = Colour;
