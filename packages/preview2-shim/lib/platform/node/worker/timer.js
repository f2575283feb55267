// One timeout at a time, which is an error with a code.

export class Timer {
  #expired;
  /** @type {NodeJS.Timeout | undefined} */
  #timeout;

  /** @param {(reason: Error) => void} expired */
  constructor(expired) {
    this.#expired = expired;
  }

  /**
   * In place of any that is running.
   * @param {number | undefined} milliseconds
   * @param {string} code
   */
  start(milliseconds, code) {
    this.stop();
    if (milliseconds === undefined) return;
    const reason = () => this.#expired(failure(code, `nothing came within ${milliseconds} ms`));
    this.#timeout = setTimeout(reason, Math.min(milliseconds, LONGEST_TIMEOUT));
  }

  stop() {
    if (this.#timeout !== undefined) clearTimeout(this.#timeout);
    this.#timeout = undefined;
  }
}

const LONGEST_TIMEOUT = 0x7fff_ffff;

/**
 * @param {string} code
 * @param {string} message
 */
export const failure = (code, message) => Object.assign(new Error(message), { code });
