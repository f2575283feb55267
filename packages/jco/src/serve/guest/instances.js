// The instances of the component that this thread has: one for all requests, or a fresh one for each.

import { WASIShim } from '@jco/preview2-shim/server';

import { openAddon } from '../../addon.js';
import { networkConfiguration } from '../../run/network.js';
import { SpentMemories } from './spent-memories.js';

/** @typedef {import('../component.js').Program} Program */
/** @typedef {import('@jco/preview2-shim/server').IncomingRequest} IncomingRequest */
/** @typedef {import('@jco/preview2-shim/server').ResponseOutparam} ResponseOutparam */
/** @typedef {(request: IncomingRequest, out: ResponseOutparam) => void} Handle */
/** @typedef {{ imports: Record<string, object>, dispose: () => void }} Given what an instance is given */
/** @typedef {{ handle: Handle, memories: WebAssembly.Memory[], dispose: () => void }} Instance */

/**
 * What the glue exports.
 * @typedef {(
 *   getCoreModule: (path: string) => WebAssembly.Module,
 *   imports: object,
 *   instantiateCore: (module: WebAssembly.Module, imports: WebAssembly.Imports) => WebAssembly.Instance,
 * ) => any} Instantiate
 */

export class Instances {
  #program;
  #instantiate;
  #modules;
  #give;
  #spent;
  /** @type {Instance | undefined} made, and not yet run */
  #next;
  /** @type {Instance | undefined} what has run last, which nobody asks for: V8 forgets optimised code that no function has */
  last;

  /**
   * @param {Program} program
   * @param {Instantiate} instantiate
   */
  constructor(program, instantiate) {
    this.#program = program;
    this.#instantiate = instantiate;
    this.#modules = new Map(program.modules);
    this.#give = giver(program.wasi);
    this.#spent = program.isolate === 'request' && program.addon !== '' ? new SpentMemories(openAddon(program.addon)) : undefined;
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
      else this.#drop(instance);
    }
  }

  /** For when there is nothing to do: lets go of what is left of instances that are done with. */
  tidy() {
    this.#spent?.settle();
  }

  /** @param {Instance} instance */
  #drop(instance) {
    const { memories, dispose } = instance;
    dispose();
    this.last = instance;
    if (this.#spent === undefined) return;
    for (const memory of memories) this.#spent.add(memory);
  }

  /** @returns {Instance} */
  #make() {
    const { imports, dispose } = this.#give();
    /** @type {WebAssembly.Memory[]} */
    const memories = [];
    const moduleOf = (/** @type {string} */ path) => /** @type {WebAssembly.Module} */ (this.#modules.get(path));
    const exports = this.#instantiate(moduleOf, imports, (module, imports) => {
      const instance = new WebAssembly.Instance(module, imports);
      for (const exported of Object.values(instance.exports)) {
        if (exported instanceof WebAssembly.Memory) memories.push(exported);
      }
      return instance;
    });
    return { handle: exports[this.#program.handler].handle, memories, dispose };
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
  return () => {
    // Copying all of them would take as long as a handler does.
    const imports = Object.create(shared);
    imports['wasi:random/insecure-seed'] = newSeed(getRandomU64);
    return { imports, dispose: () => {} };
  };
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
