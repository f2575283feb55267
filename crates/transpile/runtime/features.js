// Features that core modules use and that an engine may lack. Engines say so in their own ways, or do not: where
// compiling fails, the feature is named, and what has it.

/** @typedef {{ name: string, since: string, probe: number[] }} Feature `probe`: sections of a module that uses it. */

// (module (memory 0) (memory 0))
export const multipleMemories = {
  name: 'multiple memories',
  since: 'Node 22, Chrome 120, Firefox 125',
  probe: [5, 5, 2, 0, 0, 0, 0],
};

// (module (memory i64 0))
export const memory64 = {
  name: '64-bit memories',
  since: 'Node 24, Chrome 133, Firefox 134, or an earlier Node with --experimental-wasm-memory64',
  probe: [5, 3, 1, 4, 0],
};

// (module (global i32 (i32.add (i32.const 0) (i32.const 0))))
export const extendedConstants = {
  name: 'extended constant expressions',
  since: 'Node 22, Chrome 114, Firefox 112, Safari 17.4, or Node 20 with --experimental-wasm-extended-const',
  probe: [6, 9, 1, 127, 0, 65, 0, 65, 0, 106, 11],
};

// (module (func try_table end))
export const exceptions = {
  name: 'exceptions with exnref',
  since: 'Node 24, Chrome 137, Firefox 131, Safari 18.4, or Node 22 with --experimental-wasm-exnref',
  probe: [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 31, 64, 0, 11, 11],
};

// (module (type (struct)))
export const garbageCollection = {
  name: 'garbage collection',
  since: 'Node 22, Chrome 119, Firefox 120, Safari 18.2',
  probe: [1, 3, 1, 95, 0],
};

/** @template T @param {Feature[]} features @param {() => T} load @returns {T} */
export function needing(features, load) {
  try {
    return load();
  } catch (error) {
    throw lacking(features, error);
  }
}

/** @template T @param {Feature[]} features @param {() => T} load */
export async function needingAsync(features, load) {
  try {
    return await load();
  } catch (error) {
    throw lacking(features, error);
  }
}

// The error to throw: of a feature that the engine lacks, else what it was.
/** @param {Feature[]} features @param {unknown} error */
function lacking(features, error) {
  const isMissing = (/** @type {Feature} */ { probe }) => !WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, ...probe]));
  const feature = error instanceof WebAssembly.CompileError ? features.find(isMissing) : undefined;
  if (feature === undefined) return error;
  const named = new WebAssembly.CompileError(`this engine has no ${feature.name}, as in ${feature.since}`);
  return Object.assign(named, { code: 'E0707', cause: error });
}
