/** @module Interface test:promises/host@1.0.0 */

export function fetch(url: string): string | Promise<string>;
export function pause(): void | Promise<void>;
export function now(): number;
