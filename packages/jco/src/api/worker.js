// Workers: transpiled output with all that it needs.

import { fetchRuntime } from '#platform/fetch-runtime.js';

export { fetchRuntime };

/** Where workers import `toFetchHandler` from, as crates/transpile/src/workerd.rs writes them. */
export const RUNTIME_FILE = 'jco-fetch.js';

/**
 * The files of a worker, if these are of one.
 * @param {import('../binding.js').NamedBytes[]} files
 * @returns {Promise<import('../binding.js').NamedBytes[]>}
 */
export async function withRuntime(files) {
  if (!files.some(({ name }) => name.endsWith('.capnp'))) return files;
  const bytes = new TextEncoder().encode(await fetchRuntime());
  return [...files, { name: RUNTIME_FILE, bytes }];
}
