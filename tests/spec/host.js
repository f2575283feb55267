// What scripts may import without defining it: the instances and functions that wasmtime's runner offers to the scripts
// of its suite.

/**
 * The imports of one script; components that the script names are added to them.
 *
 * @returns {Record<string, unknown>}
 */
export function hostImports() {
  return Object.assign(Object.create(null), {
    'host': hostInstance(),
    'host-return-two': importable(() => 2),
    'host-echo-u32': importable(async (/** @type {number} */ value) => value),
    'wasmtime': {
      gc() {},
      setMaxTableCapacity() {
        throw new Error('handle tables here have no capacity to set');
      },
    },
  });
}

/**
 * A function or core module that is imported by itself, without an instance, is the default export of its specifier.
 *
 * @template {object} T
 * @param {T} item
 * @returns {T & { default: T }}
 */
export function importable(item) {
  return Object.assign(item, { default: item });
}

function hostInstance() {
  const { Resource1, Resource2 } = resources();
  const simpleModule = new WebAssembly.Module(simpleModuleBytes);
  return {
    'returnThree': () => 3,
    'nested': { returnFour: () => 4 },
    'returnHi': () => 'hi',
    simpleModule,
    'simple-module': simpleModule,
    Resource1,
    Resource2,
    'Resource1Again': Resource1,
    'neverReturn': never,
    'returnTwoSlowly': async () => 2,
    'echoSlowly': async (/** @type {number} */ value) => value,
  };
}

const never = () => new Promise(() => {});

/** `(module (global (export "g") i32 (i32.const 100)) (func (export "f") (result i32) (i32.const 101)))` */
const simpleModuleBytes = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x06, 0x07, 0x01, 0x7f, 0x00, 0x41, 0xe4, 0x00, 0x0b],
  ...[0x07, 0x09, 0x02, 0x01, 0x67, 0x03, 0x00, 0x01, 0x66, 0x00, 0x00],
  ...[0x0a, 0x07, 0x01, 0x05, 0x00, 0x41, 0xe5, 0x00, 0x0b],
);

/** The host's resources. Drops are counted per script. */
function resources() {
  let drops = 0;
  let lastDrop = 0;

  class Resource1 {
    /** @param {number} rep */
    constructor(rep) {
      this.rep = rep;
    }

    /**
     * @param {Resource1} resource
     * @param {number} rep
     */
    static assert(resource, rep) {
      expect(resource.rep === rep, `a resource with ${rep}, not ${resource.rep}`);
    }

    static lastDrop() {
      return lastDrop;
    }

    static drops() {
      return drops;
    }

    /** @param {number} rep */
    simple(rep) {
      expect(this.rep === rep, `a resource with ${rep}, not ${this.rep}`);
    }

    /** @param {unknown} other */
    takeBorrow(other) {
      expect(other instanceof Resource1, 'a borrowed resource1');
    }

    /** @param {unknown} other */
    takeOwn(other) {
      expect(other instanceof Resource1, 'an owned resource1');
    }

    neverReturn() {
      return never();
    }

    [Symbol.dispose]() {
      drops += 1;
      lastDrop = this.rep;
    }
  }

  class Resource2 {}

  return { Resource1, Resource2 };
}

/**
 * @param {boolean} condition
 * @param {string} what
 */
function expect(condition, what) {
  if (!condition) throw new Error(`the host expected ${what}`);
}
