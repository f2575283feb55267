/** World test:style/style */

export type * as TestStyleKinds from './interfaces/test-style-kinds.js';
export type * as TestStyleUser from './interfaces/test-style-user.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:style/kinds': typeof import('./interfaces/test-style-kinds.js');
  'test:style/user': typeof import('./interfaces/test-style-user.js');
}

export type Switch = 'on' | 'off-again';
export function flip(s: Switch): Switch;
export * as kinds from './interfaces/test-style-kinds.js';
export * as 'test:style/kinds' from './interfaces/test-style-kinds.js';
export * as user from './interfaces/test-style-user.js';
export * as 'test:style/user' from './interfaces/test-style-user.js';
