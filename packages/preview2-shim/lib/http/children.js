// The rule of wasi:http that a resource must not be dropped while another that was got from it is alive.

import { trap } from '../core/errors.js';

export class Children {
  #parent;
  #alive = 0;

  /** @param {string} parent what is the parent, for the message */
  constructor(parent) {
    this.#parent = parent;
  }

  /** @returns {() => void} to be called, once, when the child is dropped */
  add() {
    this.#alive++;
    return () => void this.#alive--;
  }

  /** Traps if there are children: the parent is about to go. */
  refuse() {
    if (this.#alive > 0) throw trap(`the ${this.#parent} is dropped or finished before what was got from it`);
  }
}
