import type { TranspileOptions } from './index.js';

/**
 * Options for all components of a build: those of `transpile`, as far as they are not about files. The setting `jco` of
 * the `package.json` that a component is in says the same for its components; these come before it.
 */
export interface PluginOptions extends Omit<TranspileOptions, AboutFiles | 'instantiation'> {
  /** Export a function `instantiate`, for any number of instances. Default: one instance, made on import. */
  instantiation?: 'async';
  /** Where imports come from, relative to the component: `{ 'my:host/log': './log.js' }`. */
  map?: TranspileOptions['map'];
  /** Write `adder.d.wasm.ts` beside `adder.wasm`. Default true. */
  types?: boolean;
}

type AboutFiles = 'name' | 'outDir' | 'emitTypescriptDeclarations' | 'stub' | 'worldName' | 'features' | 'quiet';

/** A plugin, of the type that each bundler has for one. */
type Plugin = any;

/** Plugin for Vite. It asks for the package `unplugin`, like all of these but Bun's. */
export function vite(options?: PluginOptions): Plugin;
/** Plugin for Rollup. */
export function rollup(options?: PluginOptions): Plugin;
/** Plugin for Rolldown. */
export function rolldown(options?: PluginOptions): Plugin;
/** Plugin for webpack 5. */
export function webpack(options?: PluginOptions): Plugin;
/** Plugin for Rspack. */
export function rspack(options?: PluginOptions): Plugin;
/** Plugin for esbuild. Its output is a module: `format: 'esm'`. */
export function esbuild(options?: PluginOptions): Plugin;
/** Plugin for Bun's bundler and run time. */
export function bun(options?: PluginOptions): { name: string; setup(build: any): void };
