/** @module Interface test:world-level/types */

export interface Point {
  x: number;
}
