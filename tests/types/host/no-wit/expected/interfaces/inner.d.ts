/** @module Interface inner */

export function g(): number;
