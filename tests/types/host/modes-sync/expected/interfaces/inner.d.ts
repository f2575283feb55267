/** @module Interface inner */

export function f(): void;
