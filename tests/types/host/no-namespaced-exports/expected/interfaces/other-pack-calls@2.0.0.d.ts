/** @module Interface other:pack/calls@2.0.0 */

export function h(): void;
