// The descriptors a guest has open, by number. A new one gets the lowest number free, as in POSIX.

/** @typedef {import('./descriptor.js').Descriptor} Descriptor */

export class DescriptorTable {
  /** @type {(Descriptor | undefined)[]} */
  #open = [];
  /** No number below this one is free. */
  #lowest = 0;

  /** @param {number} fd */
  get(fd) {
    const descriptor = this.#open[fd];
    if (descriptor === undefined) throw 'bad-descriptor';
    return descriptor;
  }

  /** @param {Descriptor} descriptor */
  insert(descriptor) {
    let fd = this.#lowest;
    while (this.#open[fd] !== undefined) fd++;
    this.#open[fd] = descriptor;
    this.#lowest = fd + 1;
    return fd;
  }

  /** @param {number} fd */
  close(fd) {
    const descriptor = this.get(fd);
    this.#open[fd] = undefined;
    this.#lowest = Math.min(this.#lowest, fd);
    descriptor.close();
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  renumber(from, to) {
    const descriptor = this.get(from);
    const replaced = this.get(to);
    if (from === to) return;
    this.#open[to] = descriptor;
    this.#open[from] = undefined;
    this.#lowest = Math.min(this.#lowest, from);
    replaced.close();
  }

  closeAll() {
    for (const descriptor of this.#open) descriptor?.close();
    this.#open = [];
    this.#lowest = 0;
  }
}
