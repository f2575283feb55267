/** @module Interface once:pack/single@0.2.0 */

export function f(): void;
