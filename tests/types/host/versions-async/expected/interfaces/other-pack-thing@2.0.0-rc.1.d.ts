/** @module Interface other:pack/thing@2.0.0-rc.1 */

export function second(): Item;

export interface Item {
  a: string;
}
