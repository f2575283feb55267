/** World test:style/style */

export type * as TestStyleKinds from './interfaces/test-style-kinds.js';
export type * as TestStyleUser from './interfaces/test-style-user.js';

/** What the host provides, by module specifier. */
export interface ImportObject {
  'test:style/kinds':
    & Omit<typeof import('./interfaces/test-style-kinds.js'), 'Permissions' | 'Colour' | 'Shape' | 'Hue'>;
  'test:style/user':
    & Omit<typeof import('./interfaces/test-style-user.js'), 'Permissions' | 'Figure' | 'Colour'>;
}

export type Switch = 'on' | 'off-again';

/** What the component exports. */
export interface Root {
  flip(s: Switch): Switch;
  kinds: typeof import('./interfaces/test-style-kinds.js');
  'test:style/kinds': typeof import('./interfaces/test-style-kinds.js');
  user: typeof import('./interfaces/test-style-user.js');
  'test:style/user': typeof import('./interfaces/test-style-user.js');
}

/**
 * Instantiates the component.
 *
 * Its core modules are compiled by `getCoreModule`, which is given the name of the file, and instantiated by
 * `instantiateCore`, which defaults to the engine's own function.
 *
 * Without `getCoreModule` the files are read from beside this module.
 */
export function instantiate(
  getCoreModule: ((path: string) => WebAssembly.Module | Promise<WebAssembly.Module>) | undefined,
  imports: ImportObject,
  instantiateCore?: (module: WebAssembly.Module, imports?: Record<string, any>) => WebAssembly.Instance | Promise<WebAssembly.Instance>,
): Promise<Root>;
