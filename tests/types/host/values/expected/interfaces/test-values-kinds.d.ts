/**
 * Every type of value.
 *
 * @module Interface test:values/kinds@1.2.3
 */

export function scalars(
  a: boolean,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: bigint,
  i: bigint,
  j: number,
  k: number,
  l: string,
  m: string,
): void;

export function arrays(
  a: Uint8Array,
  b: Int8Array,
  c: Uint16Array,
  d: Int16Array,
  e: Uint32Array,
  f: Int32Array,
  g: BigUint64Array,
  h: BigInt64Array,
  i: Float32Array,
  j: Float64Array,
): Uint8Array;

export function lists(
  a: Array<boolean>,
  b: Array<string>,
  c: Array<Point>,
  d: Array<number | undefined>,
  e: Array<Uint8Array>,
): Array<string>;

export function options(
  a: number | undefined,
  b: Option<number | undefined>,
  c: Maybe,
  d: Option<Maybe>,
): string | undefined;

/** @throws {ComponentError<Colour>} */
export function results(
  a: Result<number, string>,
  b: Result<void, void>,
  c: Result<void, number>,
  d: Result<number, void>,
): Shape;

/** @throws {ComponentError<void>} */
export function fails(): void;

/** @throws {ComponentError<string>} */
export function outcomes(): number;

export function listedResults(): Array<Outcome>;
export function compound(p: Point, s: Shape, c: Colour, f: Permissions): [Pair, Fixed, Dictionary];
export function oneTuple(t: [number]): [[number], [number, number]];
export type Colour = 'red' | 'light-green' | 'blue';

export interface Permissions {
  read?: boolean | undefined;
  mayWrite?: boolean | undefined;
  exec?: boolean | undefined;
}

export type ShapeName = string;
export type Maybe = number | undefined;

export interface Point {
  x: number;
  yAxis?: bigint | undefined;
  deep: Option<string | undefined>;
  deeper?: Option<boolean | undefined> | undefined;
  named?: Maybe;
  namedDeep: Option<Maybe>;
}

export type Shape = ShapeCircle | ShapeSquare | ShapeNone | ShapeMaybe | ShapeOf;

export interface ShapeCircle {
  tag: 'circle';
  val: number;
}

export interface ShapeSquare {
  tag: 'square';
  val: Point;
}

export interface ShapeNone {
  tag: 'none';
}

export interface ShapeMaybe {
  tag: 'maybe';
  val: number | undefined;
}

export interface ShapeOf {
  tag: 'of';
  val: Array<ShapeName>;
}

export type Byte = number;
export type AliasOfPoint = Point;
export type AliasOfAlias = AliasOfPoint;
export type Pair = [number, string];
export type Fixed = [number, number, number, number];
export type LongFixed = Array<number>;
export type Grid = [[number, number], [number, number], [number, number]];
export type Dictionary = Map<string, Uint16Array>;
export type Outcome = Result<number, string>;
export type OkOnly = Result<number, void>;
export type ErrOnly = Result<void, Colour>;
export type Neither = Result<void, void>;
export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };
export type Result<T, E> = { tag: 'ok'; val: T } | { tag: 'err'; val: E };
