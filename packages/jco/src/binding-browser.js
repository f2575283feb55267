// The engine in browsers: the WebAssembly built from crates/wasm-binding, fetched when it is first used.

// @ts-ignore: scripts/build-wasm.js writes it.
import * as glue from '../wasm/jco.js';
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
  const url = new URL('../wasm/jco.wasm.gzip', import.meta.url);
  const response = await fetch(url).catch((cause) => {
    throw unavailable(url, cause.message);
  });
  if (!response.ok) throw unavailable(url, `the server answered ${response.status} ${response.statusText}`.trimEnd());
  try {
    return await startEngine(glue, await compiled(response));
  } catch (cause) {
    const type = response.headers.get('content-type') ?? '';
    const served = type.startsWith('text/') ? ` (it was served as ${type})` : '';
    throw unavailable(url, /** @type {Error} */ (cause).message + served);
  }
}

/**
 * Compiles what comes while it comes.
 *
 * @param {Response} response of any content type: no server knows that of this file
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled({ body }) {
  if (body === null) throw new Error('the answer is empty');
  const [start, whole] = body.tee();
  const wasm = (await isCompressed(start)) ? whole.pipeThrough(new DecompressionStream('gzip')) : whole;
  return WebAssembly.compileStreaming(new Response(wasm, { headers: { 'content-type': 'application/wasm' } }));
}

/**
 * Servers that take the file for one they have compressed themselves have browsers decompress it.
 *
 * @param {ReadableStream<Uint8Array>} stream
 */
async function isCompressed(stream) {
  const reader = stream.getReader();
  const { value } = await reader.read();
  // Not waited for: it ends when the stream's twin does.
  void reader.cancel();
  return value?.[0] === 0x1f;
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
    help: 'serve jco.wasm.gzip of the package `jco` there',
  });
}
