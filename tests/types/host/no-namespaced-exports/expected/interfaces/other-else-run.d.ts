/** @module Interface other:else/run */

export function run(): void;
