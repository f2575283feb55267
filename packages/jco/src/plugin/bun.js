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
      build.onLoad({ filter: /\.wasm$/ }, async (/** @type {{ path: string }} */ { path }) => {
        if (!isComponentFile(path)) return undefined;
        return { contents: await componentModule(path, options, { framework: 'bun' }), loader: 'js' };
      });
    },
  };
}
