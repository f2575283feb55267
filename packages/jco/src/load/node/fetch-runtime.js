// What a worker runs besides transpiled output: a file of a release, which a checkout makes when it is asked for.

import { readFile } from 'node:fs/promises';

/** @returns {Promise<string>} */
export async function fetchRuntime() {
  try {
    return await readFile(new URL('../../../native/jco-fetch.js', import.meta.url), 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    // Not a literal: bundlers would look for what no release has.
    const script = new URL('../../../scripts/bundle-fetch.js', import.meta.url).href;
    const { bundleFetch } = await import(script);
    return bundleFetch();
  }
}
