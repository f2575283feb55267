/** @module Interface test:mapped/first */

export function f(): void;
