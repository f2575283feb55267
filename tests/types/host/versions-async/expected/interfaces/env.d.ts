/** @module Interface env */

export function get(): string;
