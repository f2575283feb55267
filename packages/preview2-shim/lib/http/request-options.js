// How long a request may take.

/** @typedef {bigint | undefined} Duration nanoseconds */

export class RequestOptions {
  /** @type {Duration} */
  #connect;
  /** @type {Duration} */
  #firstByte;
  /** @type {Duration} */
  #betweenBytes;

  connectTimeout() {
    return this.#connect;
  }

  /** @param {Duration} duration */
  setConnectTimeout(duration) {
    this.#connect = duration;
  }

  firstByteTimeout() {
    return this.#firstByte;
  }

  /** @param {Duration} duration */
  setFirstByteTimeout(duration) {
    this.#firstByte = duration;
  }

  betweenBytesTimeout() {
    return this.#betweenBytes;
  }

  /** @param {Duration} duration */
  setBetweenBytesTimeout(duration) {
    this.#betweenBytes = duration;
  }

  [Symbol.dispose]() {}
}
