/** @module Interface test:modes/clock@1.0.0 */

export function now(): bigint;
