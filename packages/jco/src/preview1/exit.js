// How a guest ends itself: by a trap, since anything else that JavaScript throws a guest's `catch_all` would catch.

// (module (func (export "") unreachable))
const unreachable = Uint8Array.of(
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 4, 1, 0, 0, 0, 0x0a, 5, 1, 3, 0, 0, 0x0b,
);

export class Exit {
  #code = 0;
  /** @type {unknown} */
  #trap;

  /**
   * Ends the call that the guest is in.
   * @param {number} code
   * @returns {never}
   */
  leave(code) {
    this.#code = code;
    try {
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(unreachable));
      /** @type {() => void} */ (exports[''])();
    } catch (trap) {
      this.#trap = trap;
    }
    throw this.#trap;
  }

  /**
   * The exit code, if that is what was thrown; anything else is thrown on.
   * @param {unknown} thrown
   */
  codeOf(thrown) {
    if (thrown !== this.#trap || thrown === undefined) throw thrown;
    return this.#code;
  }

  /**
   * Whether something thrown is this guest's exit.
   * @param {unknown} thrown
   */
  is(thrown) {
    return thrown === this.#trap && thrown !== undefined;
  }
}
