/** @module Interface other-pack:x/thing */

export function f(): void;
