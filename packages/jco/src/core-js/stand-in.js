// What stands in for the global `WebAssembly` where core modules are JavaScript. This file is copied into the output;
// `coreModules`, by the names of the files that they would be in, is put before it.

/** @type {Record<string, { run: (imports: any) => any, imports: any[], exports: any[] }>} */
const coreModules = {};

class RuntimeError extends Error {
  get name() {
    return 'RuntimeError';
  }
}

class CompileError extends Error {}

class LinkError extends Error {}

// The upper half of an i64: functions that wasm2js makes take two numbers for one, and leave this behind.
let high = 0;

/** @param {bigint} value @returns {[low: number, high: number]} */
const halves = (value) => [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))];

/** @param {number} low */
const whole = (low) => BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low >>> 0));

// Of a function that wasm2js made, one that takes and returns bigints as WebAssembly's do.
/** @param {Function} made @param {boolean[]} wide which parameters are i64 @param {boolean} isWide whether the result is */
function lifted(made, wide, isWide) {
  return (/** @type {any[]} */ ...args) => {
    const low = made(...args.flatMap((value, index) => (wide[index] ? halves(value) : [value])));
    return isWide ? whole(low) : low;
  };
}

// And the reverse.
/** @param {Function} given @param {boolean[]} wide @param {boolean} isWide */
function lowered(given, wide, isWide) {
  return (/** @type {number[]} */ ...args) => {
    let at = 0;
    const values = wide.map((is) => {
      if (!is) return args[at++];
      const low = args[at++];
      high = args[at++];
      return whole(low);
    });
    const result = given(...values);
    if (!isWide) return result;
    const [low, upper] = halves(result);
    high = upper;
    return low;
  };
}

// Views of a memory that has grown are as they would be in an engine: empty.
/** @param {any} buffer */
// @ts-ignore: what wasm2js makes calls it.
function detach(buffer) {
  if (typeof buffer.transfer === 'function') buffer.transfer();
  else structuredClone(buffer, { transfer: [buffer] });
}

/** @returns {never} */
function trap() {
  throw new RuntimeError('unreachable');
}

class Module {
  /** @param {string | Uint8Array} source a name; bytes are those of the module whose one function traps */
  constructor(source) {
    const name = typeof source === 'string' ? source.replace(/^\.\//, '') : '';
    if (name !== '' && coreModules[name] === undefined) throw new CompileError(`there is no core module ${name}`);
    this.source = coreModules[name] ?? { run: () => ({ e0: trap }), imports: [], exports: [['', [], false]] };
  }
}

class Instance {
  /** @param {Module} module @param {Record<string, Record<string, any>>} [imports] */
  constructor({ source }, imports = {}) {
    /** @type {Record<string, Record<string, any>>} */
    const given = { env: { getTempRet0: () => high, setTempRet0: (/** @type {number} */ value) => void (high = value) } };
    for (const [module, name, wide, isWide] of source.imports) {
      const value = imports[module]?.[name];
      if (value === undefined) throw new LinkError(`nothing is given for the import ${module} ${name}`);
      (given[module] ??= {})[name] = wide === undefined ? value : lowered(value, wide, isWide);
    }
    const made = source.run(given);
    const entries = source.exports.map(([name, wide, isWide], index) => {
      const value = made[`e${index}`];
      return [name, wide === undefined ? value : lifted(value, wide, isWide)];
    });
    this.exports = Object.fromEntries(entries);
  }
}

export const WebAssembly = {
  Module,
  Instance,
  RuntimeError,
  CompileError,
  LinkError,
  /** @param {string} name */
  compile: async (name) => new Module(name),
  /** @param {Module} module @param {Record<string, Record<string, any>>} [imports] */
  instantiate: async (module, imports) => new Instance(module, imports),
  validate: () => false,
};
