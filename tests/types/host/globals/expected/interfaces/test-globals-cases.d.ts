/**
 * Cases whose interfaces would be called like another type.
 *
 * @module Interface test:globals/cases
 */

export function f1(p1: number, p1_: number): void;
export function f1_(): void;
export type Shape = ShapeCircle_ | ShapeSquare;

export interface ShapeCircle_ {
  tag: 'circle';
  val: number;
}

export interface ShapeSquare {
  tag: 'square';
}

export const Shape: {
  readonly Circle: (val: number) => Extract<Shape, { tag: 'circle' }>;
  readonly Square: () => Extract<Shape, { tag: 'square' }>;
};

export interface ShapeCircle {
  a: number;
}

export type ShapeS = ShapeSQuare | ShapeSA1 | ShapeSA1_;

export interface ShapeSQuare {
  tag: 'quare';
}

export interface ShapeSA1 {
  tag: 'a1';
}

export interface ShapeSA1_ {
  tag: 'a-1';
}

export const ShapeS: {
  readonly Quare: () => Extract<ShapeS, { tag: 'quare' }>;
  readonly A1: () => Extract<ShapeS, { tag: 'a1' }>;
  readonly A1_: () => Extract<ShapeS, { tag: 'a-1' }>;
};

export interface A1 {
  b1: number;
  b1_: number;
}

export interface A1_ {
  c: number;
}
