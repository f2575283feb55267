/** @module Interface env */

export function set(value: string): void;
