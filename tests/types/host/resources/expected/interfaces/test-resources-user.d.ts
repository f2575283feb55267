/** @module Interface test:resources/user */

export function count(counter: Counter, slip: Slip): Array<Counter>;
export type Counter = import('./test-resources-exported.js').Counter;
export const Counter: typeof import('./test-resources-exported.js').Counter;
export type Slip = import('./test-resources-exported.js').Ticket;
export const Slip: typeof import('./test-resources-exported.js').Ticket;
