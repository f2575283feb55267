// What all bundlers are told: a `.wasm` file that is a component is the JavaScript that it transpiles to.

import { readFile } from 'node:fs/promises';

import { JcoArgumentError } from '../errors.js';
import { isComponentFile, packageOptions } from './component-file.js';
import { ways, withCoreModules } from './core-modules.js';
import { writeDeclarations } from './declarations.js';
import { shimImport, shimPath } from './shim.js';
import { transpiled } from './transpiled.js';

/**
 * @param {import('../../types/plugin.js').PluginOptions} options
 * @param {{ framework: string }} meta
 * @returns {any}
 */
export function componentPlugin(options = {}, { framework }) {
  return {
    name: 'jco',
    // Bundlers have ideas of their own about `.wasm`.
    enforce: 'pre',
    resolveId: {
      filter: { id: shimImport },
      // For esbuild, `resolveId` is about modules that are no files.
      handler: (/** @type {string} */ specifier, /** @type {string} */ importer) => {
        return framework === 'esbuild' ? undefined : shimPath(specifier, importer);
      },
    },
    loadInclude: isComponentFile,
    load: {
      filter: { id: /\.wasm$/ },
      /** @this {any} @param {string} path @param {{ ssr?: boolean }} [from] */
      async handler(path, from) {
        if (!isComponentFile(path)) return null;
        this.addWatchFile(path);
        const isServer = from?.ssr === true || this.environment?.config?.consumer === 'server';
        const code = await componentModule(path, options, { framework, isServer, context: this });
        return framework === 'rolldown' || framework === 'vite' ? { code, moduleType: 'js' } : { code };
      },
    },
    esbuild: { onResolveFilter: shimImport, onLoadFilter: /\.wasm$/, loader: 'js', setup: setUpEsbuild },
  };
}

/**
 * The module that stands for a component.
 *
 * @param {string} path
 * @param {import('../../types/plugin.js').PluginOptions} options
 * @param {{ framework: string, isServer?: boolean, context?: any }} target
 */
export async function componentModule(path, { types = true, ...options }, { framework, isServer = false, context }) {
  const { types: _, ...given } = packageOptions(path);
  // What Vite does to assets is for pages: a server has the core modules in its JavaScript.
  const inlined = isServer ? { base64Cutoff: 0xffff_ffff } : {};
  /** @type {Record<string, any>} */
  const settings = { ...given, ...options, ...inlined, emitTypescriptDeclarations: true };
  if (settings.instantiation === 'sync') {
    throw new JcoArgumentError("the option instantiation can only be 'async' here", 'core modules are loaded');
  }
  const component = await transpiled(path, settings);
  if (types) writeDeclarations(path, component.declarations);
  return withCoreModules(component, ways[framework], context);
}

/** @typedef {{ path: string, importer: string }} File */

/**
 * esbuild emits what its loader `file` loads.
 *
 * @param {any} build
 */
function setUpEsbuild(build) {
  const namespace = 'jco-core';
  build.onResolve({ filter: /^jco-core:/ }, (/** @type {File} */ { path }) => {
    return { path: path.slice('jco-core:'.length), namespace };
  });
  build.onLoad({ filter: /./, namespace }, async (/** @type {File} */ { path }) => {
    return { contents: await readFile(path), loader: 'file' };
  });
  build.onResolve({ filter: shimImport }, (/** @type {File} */ { path, importer }) => ({ path: shimPath(path, importer) }));
}
