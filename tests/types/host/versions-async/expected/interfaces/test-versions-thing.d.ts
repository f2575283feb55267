/** @module Interface test:versions/thing */

export function unversioned(): void;
