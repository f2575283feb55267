// The engine in browsers: the WebAssembly built from crates/wasm-binding, fetched when it is first used.

import { startEngine } from './binding-wasm.js';
import { JcoError } from './errors.js';

/** @typedef {import('./binding.js').Binding} Binding */

/** @type {Binding | Promise<Binding> | undefined} */
let binding;

/** The engine. What failed to load is loaded again by the next call. */
export function loadEngine() {
  return (binding ??= load());
}

async function load() {
  try {
    return (binding = await fetched());
  } catch (error) {
    binding = undefined;
    throw error;
  }
}

/** @returns {Promise<Binding>} */
async function fetched() {
  // In these words bundlers see that the file is needed.
  const url = new URL('../wasm/jco.wasm', import.meta.url);
  const response = await fetch(url).catch((cause) => {
    throw unavailable(url, cause.message);
  });
  if (!response.ok) throw unavailable(url, `the server answered ${response.status} ${response.statusText}`.trimEnd());
  try {
    return await startEngine(await compiled(response));
  } catch (cause) {
    const type = response.headers.get('content-type');
    const served = type === null || type.startsWith('application/wasm') ? '' : ` (it was served as ${type})`;
    throw unavailable(url, /** @type {Error} */ (cause).message + served);
  }
}

/**
 * @param {Response} response of any content type: not every server knows that of WebAssembly
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled(response) {
  const isTyped = response.headers.get('content-type') === 'application/wasm';
  return isTyped ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * @param {URL} url
 * @param {string} reason
 */
function unavailable(url, reason) {
  return new JcoError({
    code: 'E0404',
    message: `the engine cannot be loaded: ${reason}`,
    place: url.href,
    help: 'serve jco.wasm of the package `jco` there, as application/wasm',
  });
}
