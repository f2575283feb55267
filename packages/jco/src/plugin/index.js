// `jco/plugin`: `import { add } from './adder.wasm'` in bundlers. Types are in types/plugin.d.ts.

import { findUnplugin } from './unplugin.js';
import { componentPlugin } from './component-plugin.js';

/** @typedef {import('../../types/plugin.js').PluginOptions} PluginOptions */

export { bun } from './bun.js';

/** @param {PluginOptions} [options] */
export const vite = (options) => plugins().vite(options);
/** @param {PluginOptions} [options] */
export const rollup = (options) => plugins().rollup(options);
/** @param {PluginOptions} [options] */
export const rolldown = (options) => plugins().rolldown(options);
/** @param {PluginOptions} [options] */
export const webpack = (options) => plugins().webpack(options);
/** @param {PluginOptions} [options] */
export const rspack = (options) => plugins().rspack(options);
/** @param {PluginOptions} [options] */
export const esbuild = (options) => plugins().esbuild(options);

const plugins = () => findUnplugin().createUnplugin(componentPlugin);
