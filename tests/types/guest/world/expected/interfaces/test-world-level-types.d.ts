/** @module Interface test:world-level/types */
declare module 'test:world-level/types' {
  export interface Point {
    x: number;
  }
}
