/** @module Interface test:style/kinds */

export function allow(p: Permissions, c: Hue): Shape;

/** What is allowed. */
export type Permissions = bigint;

export const Permissions: {
  /** Reading. */
  readonly Read: bigint;
  readonly MayWrite: bigint;
};

/** - `'RED'`: As blood. */
export type Colour = 'RED' | 'LIGHT_GREEN';

export const Colour: {
  /** As blood. */
  readonly Red: 'RED';
  readonly LightGreen: 'LIGHT_GREEN';
};

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

export const Shape: {
  /** Round. */
  readonly Circle: (val: number) => Extract<Shape, { tag: 'circle' }>;
  readonly RightAngled: (val: [number, number]) => Extract<Shape, { tag: 'right-angled' }>;
  readonly None: () => Extract<Shape, { tag: 'none' }>;
  readonly Tinted: (val: Colour | undefined) => Extract<Shape, { tag: 'tinted' }>;
};

export type Hue = Colour;

export const Hue: {
  /** As blood. */
  readonly Red: 'RED';
  readonly LightGreen: 'LIGHT_GREEN';
};
