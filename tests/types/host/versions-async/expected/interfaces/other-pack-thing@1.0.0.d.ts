/** @module Interface other:pack/thing@1.0.0 */

export function first(): Item;

export interface Item {
  a: number;
}
