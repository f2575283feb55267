// Numbers: a coercion per parameter and per result where the core type says less than the WIT type.

/** @param {WebAssembly.Module[]} modules @param {Record<string, any>} imports */
export async function instantiate([main], imports) {
  const { nop, add, addF64, addU64 } = imports['bench:calls/host'];

  const { exports } = await WebAssembly.instantiate(main, {
    host: {
      'nop': () => { nop(); },
      'add': (a, b) => add(a >>> 0, b >>> 0) >>> 0,
      'add-f64': (a, b) => +addF64(a, b),
      'add-u64': (a, b) => addU64(BigInt.asUintN(64, a), BigInt.asUintN(64, b)),
    },
  });
  const core = /** @type {Record<string, Function>} */ (exports);
  const {
    nop: coreNop, add: coreAdd, 'add-f64': coreAddF64, 'add-u64': coreAddU64,
    'call-nop': coreCallNop, 'call-add': coreCallAdd, 'call-add-f64': coreCallAddF64, 'call-add-u64': coreCallAddU64,
  } = core;

  return {
    nop: () => { coreNop(); },
    add: (a, b) => coreAdd(a >>> 0, b >>> 0) >>> 0,
    addF64: (a, b) => coreAddF64(+a, +b),
    addU64: (a, b) => BigInt.asUintN(64, coreAddU64(BigInt.asUintN(64, a), BigInt.asUintN(64, b))),
    callNop: n => coreCallNop(n >>> 0) >>> 0,
    callAdd: n => coreCallAdd(n >>> 0) >>> 0,
    callAddF64: n => coreCallAddF64(n >>> 0) >>> 0,
    callAddU64: n => coreCallAddU64(n >>> 0) >>> 0,
  };
}
