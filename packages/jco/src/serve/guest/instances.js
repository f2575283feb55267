// The instances of the component that this thread has: one for all requests, or a fresh one for each.

import { WASIShim } from '@jco/preview2-shim/server';

import { networkConfiguration } from '../../run/network.js';

/** @typedef {import('../component.js').Program} Program */
/** @typedef {import('@jco/preview2-shim/server').IncomingRequest} IncomingRequest */
/** @typedef {import('@jco/preview2-shim/server').ResponseOutparam} ResponseOutparam */
/** @typedef {(request: IncomingRequest, out: ResponseOutparam) => void} Handle */
/** @typedef {{ handle: Handle, shim: { [Symbol.dispose](): void } }} Instance */

export class Instances {
  #program;
  #instantiate;
  #modules;
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
      else instance.shim[Symbol.dispose]();
    }
  }

  /** @returns {Instance} */
  #make() {
    const { granted, ...config } = this.#program.wasi;
    const network = granted === undefined ? {} : networkConfiguration(granted);
    const shim = new WASIShim({ ...config, ...network });
    const exports = this.#instantiate((path) => /** @type {WebAssembly.Module} */ (this.#modules.get(path)), shim.getImportObject());
    const { handle } = exports[this.#program.handler];
    return { handle, shim };
  }
}
