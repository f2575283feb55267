// The instances of the component that this thread has: one for all requests, or a fresh one for each.

import { WASIShim } from '@jco/preview2-shim/server';

import { networkConfiguration } from '../../run/network.js';

/** @typedef {import('../component.js').Program} Program */
/** @typedef {import('@jco/preview2-shim/server').IncomingRequest} IncomingRequest */
/** @typedef {import('@jco/preview2-shim/server').ResponseOutparam} ResponseOutparam */
/** @typedef {(request: IncomingRequest, out: ResponseOutparam) => void} Handle */
/** @typedef {{ imports: Record<string, object>, dispose: () => void }} Given what an instance is given */
/** @typedef {{ handle: Handle, dispose: () => void }} Instance */

export class Instances {
  #program;
  #instantiate;
  #modules;
  #give;
  /** @type {Instance | undefined} made, and not yet run */
  #next;

  /**
   * @param {Program} program
   * @param {(getCoreModule: (path: string) => WebAssembly.Module, imports: object) => any} instantiate
   */
  constructor(program, instantiate) {
    this.#program = program;
    this.#instantiate = instantiate;
    this.#modules = new Map(program.modules);
    this.#give = giver(program.wasi);
  }

  /** @param {Program} program */
  static async of(program) {
    const { instantiate } = await import(program.glue);
    return new Instances(program, instantiate);
  }

  /** Makes the next instance, if there is none: while there is time. */
  prepare() {
    this.#next ??= this.#make();
  }

  /**
   * Runs the handler of an instance that nobody has used, or nobody's trap has spoilt.
   * @param {(handle: Handle) => void} act
   */
  run(act) {
    this.prepare();
    const instance = /** @type {Instance} */ (this.#next);
    this.#next = undefined;
    let isKept = false;
    try {
      act(instance.handle);
      isKept = this.#program.isolate === 'none';
    } finally {
      if (isKept) this.#next = instance;
      else instance.dispose();
    }
  }

  /** @returns {Instance} */
  #make() {
    const { imports, dispose } = this.#give();
    const exports = this.#instantiate((path) => /** @type {WebAssembly.Module} */ (this.#modules.get(path)), imports);
    return { handle: exports[this.#program.handler].handle, dispose };
  }
}

/**
 * Makes what an instance is given: all of it anew where instances could see of each other what they have opened or
 * looked up. Otherwise only the seed is an instance's own.
 * @param {Program['wasi']} wasi
 * @returns {() => Given}
 */
function giver({ granted, ...config }) {
  const newShim = () => new WASIShim({ ...config, ...(granted === undefined ? {} : networkConfiguration(granted)) });
  if (!isStateless(config, granted)) {
    return () => {
      const shim = newShim();
      return { imports: shim.getImportObject(), dispose: () => shim[Symbol.dispose]() };
    };
  }
  const shared = newShim().getImportObject();
  const { getRandomU64 } = shared['wasi:random/random'];
  const newImports = () => ({ ...shared, 'wasi:random/insecure-seed': newSeed(getRandomU64) });
  return () => ({ imports: newImports(), dispose: () => {} });
}

/**
 * @param {import('@jco/preview2-shim/instantiation').WASIShimConfig} config
 * @param {Program['wasi']['granted']} granted
 */
function isStateless({ env, preopens = {}, ...others }, granted) {
  return granted == null && Object.keys(preopens).length === 0 && Object.keys(others).length === 0;
}

/**
 * `wasi:random/insecure-seed` of one instance: what is drawn when it first asks.
 * @param {() => bigint} random
 * @param {[bigint, bigint]} [seed]
 */
const newSeed = (random, seed) => ({ insecureSeed: () => (seed ??= [random(), random()]) });
