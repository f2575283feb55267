/** @module Interface test:short/calls */

export function f(): void;
