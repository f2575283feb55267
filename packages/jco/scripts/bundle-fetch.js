// `toFetchHandler` and the WASI shim in one file, for workers that have no node_modules. A release has it as
// native/jco-fetch.js; src/load/node/fetch-runtime.js is who reads it, or calls this.

import { fileURLToPath } from 'node:url';

/** @returns {Promise<string>} */
export async function bundleFetch() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/fetch/index.js', import.meta.url))],
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}
