// The `instantiate` of transpiled output loads its core modules each time it is called. Which instance is made of which
// module is the same each time, so that from the second time on the modules of the first are taken, in their order.

/** @typedef {(getCoreModule: any, imports: object, instantiateCore?: any) => any} Instantiate */

/**
 * @param {Instantiate} instantiate
 * @param {((path: string) => any) | undefined} getCoreModule
 * @returns {(imports: object) => any}
 */
export function remembering(instantiate, getCoreModule) {
  // Who brings modules knows best how to keep them; `instantiate` may be synchronous, as only they know.
  if (getCoreModule !== undefined) return (imports) => instantiate(getCoreModule, imports);
  /** @type {WebAssembly.Module[] | undefined} */
  let known;
  return async (imports) => {
    /** @type {WebAssembly.Module[]} */
    const modules = [];
    const given = known;
    const exports = await instantiate(given && noModule, imports, (/** @type {any} */ module, /** @type {any} */ object) => {
      modules.push(given?.[modules.length] ?? module);
      return WebAssembly.instantiate(modules[modules.length - 1], object);
    });
    known ??= modules;
    return exports;
  };
}

const noModule = () => undefined;
