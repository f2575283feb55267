// The plugin of Bun, for its bundler and its run time.

import { componentModule } from './component-plugin.js';
import { isComponentFile } from './component-file.js';
import { shimImport, shimPath } from './shim.js';

/** @typedef {{ path: string, importer: string }} File */

/**
 * @param {import('../../types/plugin.js').PluginOptions} [options]
 * @returns {{ name: string, setup(build: any): void }}
 */
export function bun(options = {}) {
  return {
    name: 'jco',
    setup(build) {
      // Bundling has a configuration, running has none.
      const isBundler = build.config !== undefined;
      const target = { framework: isBundler ? 'bun' : 'node' };
      build.onResolve({ filter: shimImport }, (/** @type {File} */ { path, importer }) => {
        const found = shimPath(path, importer);
        return found === undefined ? undefined : { path: found };
      });
      build.onLoad({ filter: /\.wasm$/ }, async (/** @type {File} */ { path }) => {
        if (isComponentFile(path)) return { contents: await componentModule(path, options, target), loader: 'js' };
        // What Bun makes of other files: their paths. When running, it takes no other answer than a module.
        return isBundler ? undefined : { exports: { default: path }, loader: 'object' };
      });
    },
  };
}
