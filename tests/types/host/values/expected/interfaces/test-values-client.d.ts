/** @module Interface test:values/client@1.2.3 */

export function draw(scene: Scene): Figure;
export type Point = import('./test-values-kinds.js').Point;
export type Figure = import('./test-values-kinds.js').Shape;
export type Colour = import('./test-values-kinds.js').Colour;

export interface Scene {
  origin: Point;
  figures: Array<Figure>;
  background?: Colour | undefined;
}
