// The one stream of Node's that tests of the shim write to: it keeps what it is given.

export class PassThrough {
  /** @type {Uint8Array[]} */
  #chunks = [];

  /** @param {Uint8Array} chunk */
  write(chunk) {
    this.#chunks.push(chunk);
    return true;
  }

  read() {
    return new TextDecoder().decode(Uint8Array.from(this.#chunks.flatMap((chunk) => [...chunk])));
  }
}
