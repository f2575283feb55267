/** @module Interface test:mapped/second */

export function g(): string;
