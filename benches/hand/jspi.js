// The engine's own functions, and a coercion per parameter and result: no call has to wait for its turn here.

/** @param {WebAssembly.Module[]} modules @param {Record<string, any>} imports */
export async function instantiate([main], imports) {
  const { wait, add } = imports['bench:calls/host'];
  const { Suspending, promising } = /** @type {any} */ (WebAssembly);
  const { exports } = await WebAssembly.instantiate(main, {
    host: { wait: new Suspending(x => wait(x >>> 0)), add: (a, b) => add(a >>> 0, b >>> 0) >>> 0 },
  });
  const { add: coreAdd, 'call-add': coreCallAdd } = /** @type {Record<string, Function>} */ (exports);
  return {
    wait: promising(exports.wait),
    add: (a, b) => coreAdd(a >>> 0, b >>> 0) >>> 0,
    callAdd: n => coreCallAdd(n >>> 0) >>> 0,
  };
}
