/** @module Interface test:mapped/third */

export function h(): void;
