/** @module Interface other:pack/calls@1.0.0 */

export function g(): void;
