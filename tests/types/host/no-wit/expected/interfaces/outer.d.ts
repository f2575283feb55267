/** @module Interface outer */

export function g(): number;
export const code: WebAssembly.Module;
export * as inner from './inner.js';
