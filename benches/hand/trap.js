/**
 * Ends a call whose other side broke the canonical ABI.
 * @param {string} message
 * @returns {never}
 */
export function trap(message) {
  throw new WebAssembly.RuntimeError(message);
}
