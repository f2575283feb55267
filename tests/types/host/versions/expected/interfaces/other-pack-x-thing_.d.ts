/** @module Interface other:pack-x/thing */

export function g(): void;
