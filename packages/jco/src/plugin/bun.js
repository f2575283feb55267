// The plugin of Bun, for its bundler and its run time.

import { componentModule } from './component-plugin.js';
import { isComponentFile } from './component-file.js';

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
      build.onLoad({ filter: /\.wasm$/ }, async (/** @type {{ path: string }} */ { path }) => {
        if (isComponentFile(path)) {
          return { contents: await componentModule(path, options, { framework: isBundler ? 'bun' : 'node' }), loader: 'js' };
        }
        // What Bun makes of other files: their paths. When running, it takes no other answer than a module.
        return isBundler ? undefined : { exports: { default: path }, loader: 'object' };
      });
    },
  };
}
