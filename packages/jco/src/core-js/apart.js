// The output of `transpile` in two parts: core modules, and what goes with them.

/** @typedef {import('../binding.js').NamedBytes} NamedBytes */

/**
 * @param {NamedBytes[]} files
 * @returns {{ modules: Record<string, Uint8Array>, others: NamedBytes[] }}
 */
export function apart(files) {
  const isModule = (/** @type {NamedBytes} */ { name }) => name.endsWith('.wasm');
  const modules = Object.fromEntries(files.filter(isModule).map(({ name, bytes }) => [name, bytes]));
  return { modules, others: files.filter((file) => !isModule(file)) };
}
